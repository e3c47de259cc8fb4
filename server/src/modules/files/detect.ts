import type { Detected } from './detected.ts';
import { drawer } from './drawer.ts';
import { officeType } from './office.ts';

const IMAGES: Record<string, { type: string; extension: string }> = {
  png: { type: 'image/png', extension: 'png' },
  jpeg: { type: 'image/jpeg', extension: 'jpg' },
  webp: { type: 'image/webp', extension: 'webp' },
  gif: { type: 'image/gif', extension: 'gif' },
};

function begins(bytes: Buffer, ...signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function imageFormat(bytes: Buffer): string | null {
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return 'webp';
  if (/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) return 'gif';
  return null;
}

/** A picture whose header says what its signature says, that is not huge when unpacked, and is whole. */
async function image(bytes: Buffer, format: string): Promise<Detected | null> {
  const found = await drawer.inspect(bytes);
  return found?.format === format
    ? { ...IMAGES[format], width: found.width, height: found.height }
    : null;
}

/** Text that a browser could take for a page or a drawing. */
const MARKUP =
  /<(?:!doctype|html|head|body|svg|script|iframe|object|embed|math|\?xml|[a-z][\w-]*:svg)\b|<\?xml|<!entity/i;
/** Control characters that no text has. */
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

function text(bytes: Buffer, name: string): Detected | null {
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // older programs write CSV in an eight-bit code
    content = bytes.toString('latin1');
    if (/[\u0080-\u009f]/.test(content)) return null;
  }
  if (BINARY.test(content) || MARKUP.test(content)) return null;
  return /\.csv$/i.test(name) || looksLikeCsv(content)
    ? { type: 'text/csv', extension: 'csv' }
    : { type: 'text/plain', extension: 'txt' };
}

/** A table shows itself by its first lines; a line may be as long as the file. */
const CSV_HEAD = 64 * 1024;

function looksLikeCsv(content: string): boolean {
  const all = content
    .slice(0, CSV_HEAD)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const lines = (content.length > CSV_HEAD ? all.slice(0, -1) : all).filter(Boolean).slice(0, 20);
  if (lines.length < 2) return false;
  return [',', ';', '\t'].some((delimiter) => {
    const counts = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    return counts[0] > 1 && counts.every((count) => count === counts[0]);
  });
}

/**
 * Finds a file's type by its content, on the list of what is accepted: PNG, JPEG, WebP, GIF, PDF,
 * plain text, CSV and the office formats. null for everything else, also for what pretends to be
 * one of them, SVG and other markup included.
 */
export async function detect(bytes: Buffer, name: string): Promise<Detected | null> {
  if (!bytes.length) return null;
  const picture = imageFormat(bytes);
  if (picture) return image(bytes, picture);
  if (bytes.toString('latin1', 0, 5) === '%PDF-')
    return { type: 'application/pdf', extension: 'pdf' };
  if (
    begins(bytes, 0x50, 0x4b, 0x03, 0x04) ||
    begins(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
  )
    return officeType(bytes);
  return text(bytes, name);
}
