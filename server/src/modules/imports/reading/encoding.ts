import { analyse } from 'chardet';
import { FileRefused, SAVE_OTHERWISE } from './refused.ts';

/** The encodings that a file may be said to have, by the names that decoders know. */
export const ENCODINGS = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'ISO-8859-1',
  'ISO-8859-2',
  'ISO-8859-5',
  'ISO-8859-6',
  'ISO-8859-7',
  'ISO-8859-8',
  'ISO-8859-9',
  'ISO-8859-15',
  'Shift_JIS',
  'GB18030',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Whether a name is one of these encodings, whatever its case. */
export function isEncoding(name: string): boolean {
  return ENCODINGS.some((each) => each.toLowerCase() === name.toLowerCase());
}

const SAMPLE = 100_000;
const CHUNK = 1 << 20;
/** Control characters that no text has. */
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** How a file is written: by its mark, else strictly as UTF-8, else as a guess among what was common before. */
export function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  if (isUtf8(bytes)) return 'UTF-8';
  const odd = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - SAMPLE / 2);
  const guessed = analyse(bytes.subarray(odd, odd + SAMPLE)).map(({ name }) => name.toLowerCase());
  const known = guessed.flatMap(
    (name) =>
      ENCODINGS.find((each) => !each.startsWith('UTF') && each.toLowerCase() === name) ?? [],
  );
  // what is called by either name is written by programs of Windows, whose code holds the other
  return !known.length || known[0] === 'ISO-8859-1' ? 'windows-1252' : known[0];
}

function isUtf8(bytes: Buffer): boolean {
  try {
    for (const _text of decoded(bytes, 'UTF-8', true));
    return true;
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    return false;
  }
}

/** A file's text in parts; its mark is left out. strict: throws what the encoding does not have. */
export function* decoded(bytes: Buffer, encoding: Encoding, strict = false): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: strict });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true });
    if (BINARY.test(text)) throw new FileRefused(SAVE_OTHERWISE);
    yield text;
  }
  yield decoder.decode();
}
