import { createInflateRaw, crc32 } from 'node:zlib';
import { Unreadable } from '@backhaul/domain/bank/entry';

// ZIP as PKWARE's APPNOTE 6.3 describes it, so much of it as programs write files with.

/** Reads bytes of a packed file; fewer only behind its end. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** A file within a packed one; sizes in bytes as its directory says. */
export interface Member {
  name: string;
  /** Where its own header begins. */
  at: number;
  packed: number;
  size: number;
  method: number;
  crc: number;
}

/** More than is unpacked. */
export class TooLarge extends Unreadable {}

const MEMBERS_MAX = 100;
const UNPACKED_MAX = 500 * 1024 * 1024;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** A comment may stand behind the end. */
const TAIL = 22 + 0xffff;
/** So much is unpacked at once: a thousand times as much may come of it. */
const PIECE = 8 * 1024;
const STORED = 0;
const DEFLATED = 8;

export const looksPacked = (head: Buffer): boolean =>
  head.length >= 4 && head.readUInt32LE(0) === LOCAL;

/**
 * The files within a packed one, as its directory lists them; folders and what systems put beside are left out. Throws
 * Unreadable for a directory that cannot be read, one of more files or bytes than are taken, and what is encrypted.
 */
export async function membersOf(readAt: ReadAt, size: number): Promise<Member[]> {
  const from = Math.max(0, size - TAIL);
  const tail = await readAt(from, size - from);
  const end = lastIndexOf(tail, END);
  if (end < 0 || tail.length < end + 22) throw broken();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  // more than 65,535 files or 4 GB are written otherwise, and are too much anyway
  if (count === 0xffff || start === 0xffffffff) throw tooMany();
  if (start + length > size || length > 4 * 1024 * 1024) throw broken();
  const directory = await readAt(start, length);
  const members: Member[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (directory.length < at + 46 || directory.readUInt32LE(at) !== ENTRY) throw broken();
    const names = directory.readUInt16LE(at + 28);
    const name = nameOf(directory.subarray(at + 46, at + 46 + names));
    if (!/\/$|(^|\/)(__MACOSX\/|\.)/.test(name)) members.push(memberAt(directory, at, name));
    at += 46 + names + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (members.length > MEMBERS_MAX) throw tooMany();
  }
  if (members.reduce((sum, each) => sum + each.size, 0) > UNPACKED_MAX)
    throw new TooLarge('It unpacks to more than 500 MB.');
  if (!members.length) throw new Unreadable('There is no file in it.');
  return members;
}

function memberAt(directory: Buffer, at: number, name: string): Member {
  const encrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
  if (encrypted) throw new Unreadable(`${name} is encrypted. Send it without a password.`);
  const method = directory.readUInt16LE(at + 10);
  if (method !== STORED && method !== DEFLATED)
    throw new Unreadable(`${name} is packed in a way that is not read here.`);
  return {
    name,
    method,
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    at: directory.readUInt32LE(at + 42),
  };
}

/** The bytes of a file within, piece by piece. Throws Unreadable where they are not what the directory says. */
export async function* unpacked(readAt: ReadAt, member: Member): AsyncGenerator<Buffer> {
  const damaged = () => new Unreadable(`${member.name} is damaged.`);
  let size = 0;
  let crc = 0;
  const count = (bytes: Buffer): Buffer => {
    size += bytes.length;
    // it says less than it holds: what is built to fill memory does
    if (size > member.size) throw damaged();
    crc = crc32(bytes, crc);
    return bytes;
  };
  for await (const bytes of member.method === STORED
    ? packedBytes(readAt, member)
    : inflated(packedBytes(readAt, member), damaged))
    yield count(bytes);
  if (size !== member.size || crc !== member.crc) throw damaged();
}

async function* packedBytes(readAt: ReadAt, member: Member): AsyncGenerator<Buffer> {
  const header = await readAt(member.at, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw broken();
  const start = member.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  for (let at = 0; at < member.packed; at += PIECE) {
    const bytes = await readAt(start + at, Math.min(PIECE, member.packed - at));
    if (!bytes.length) throw broken();
    yield bytes;
  }
}

/** One piece after the other, so that nothing is read ahead: whoever reads shares a connection with whoever writes. */
async function* inflated(
  packed: AsyncIterable<Buffer>,
  damaged: () => Unreadable,
): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const out: Buffer[] = [];
  let failed = false;
  inflate.on('data', (bytes: Buffer) => out.push(bytes));
  inflate.on('error', () => {
    failed = true;
  });
  try {
    for await (const bytes of packed) {
      await new Promise((done) => inflate.write(bytes, done));
      if (failed) throw damaged();
      yield* out.splice(0);
    }
    await new Promise((done) => {
      inflate.once('close', done);
      inflate.end();
    });
    if (failed) throw damaged();
    yield* out.splice(0);
  } finally {
    inflate.destroy();
  }
}

const broken = () => new Unreadable('This ZIP file cannot be read: it is damaged, or not whole.');
const tooMany = () => new Unreadable(`It holds more than ${MEMBERS_MAX} files.`);

/** UTF-8 where it is that, else as old programs write names. */
function nameOf(bytes: Buffer): string {
  const name = bytes.toString('utf8');
  return (name.includes('\ufffd') ? bytes.toString('latin1') : name).slice(0, 200);
}

function lastIndexOf(bytes: Buffer, signature: number): number {
  for (let at = bytes.length - 22; at >= 0; at--)
    if (bytes.readUInt32LE(at) === signature) return at;
  return -1;
}
