import { createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { archiveEntries, type ArchiveEntry } from '../../files/index.ts';
import { FileRefused, SAVE_OTHERWISE, UNPACKED_MAX } from './refused.ts';

/** What lies in an archive. Refuses one that is broken, locked, or unpacks to more than a table may. */
export function entriesOf(bytes: Buffer): Map<string, ArchiveEntry> {
  const entries = archiveEntries(bytes, UNPACKED_MAX);
  if (!entries) throw new FileRefused(SAVE_OTHERWISE);
  return new Map(entries.map((entry) => [entry.name.replace(/^\//, ''), entry]));
}

/** The text of a part of an archive, in pieces; not more of it than the archive says there is. */
export async function* textOf(bytes: Buffer, entry: ArchiveEntry): AsyncGenerator<string> {
  const head = entry.at + 30;
  if (head > bytes.length) throw new FileRefused(SAVE_OTHERWISE);
  const from = head + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  const packed = bytes.subarray(from, from + entry.packed);
  const source: AsyncIterable<Buffer> =
    entry.method === 0 ? Readable.from([packed]) : Readable.from([packed]).pipe(createInflateRaw());
  const decoder = new TextDecoder('utf-8');
  let unpacked = 0;
  try {
    for await (const part of source) {
      unpacked += part.length;
      if (unpacked > entry.unpacked) throw new FileRefused(SAVE_OTHERWISE);
      yield decoder.decode(part, { stream: true });
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(SAVE_OTHERWISE);
  }
  yield decoder.decode();
}
