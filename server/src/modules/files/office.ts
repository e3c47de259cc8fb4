import { inflateRawSync } from 'node:zlib';
import type { Detected } from './detected.ts';

const UNPACKED_MAX = 200_000_000;
const RATIO_MAX = 200;
const ENTRIES_MAX = 10_000;
const HEAD_MAX = 1_000_000;

const OPEN_DOCUMENT: Record<string, Detected> = {
  'application/vnd.oasis.opendocument.text': {
    type: 'application/vnd.oasis.opendocument.text',
    extension: 'odt',
  },
  'application/vnd.oasis.opendocument.spreadsheet': {
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    extension: 'ods',
  },
  'application/vnd.oasis.opendocument.presentation': {
    type: 'application/vnd.oasis.opendocument.presentation',
    extension: 'odp',
  },
};
/** The main part of each format, as its list of contents names it; those with macros are not among them. */
const OPEN_XML: readonly [part: string, found: Detected][] = [
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    {
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      extension: 'docx',
    },
  ],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      extension: 'xlsx',
    },
  ],
  [
    'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
    {
      type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      extension: 'pptx',
    },
  ],
];
const OLE: readonly [stream: string, found: Detected][] = [
  ['WordDocument', { type: 'application/msword', extension: 'doc' }],
  ['Workbook', { type: 'application/vnd.ms-excel', extension: 'xls' }],
  ['PowerPoint Document', { type: 'application/vnd.ms-powerpoint', extension: 'ppt' }],
];

/** A part of a ZIP. */
export interface ArchiveEntry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

/** A ZIP's directory; null when it is broken, encrypted, or unpacks to more than any document does. */
export function archiveEntries(bytes: Buffer, unpackedMax = UNPACKED_MAX): ArchiveEntry[] | null {
  let end = -1;
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--)
    if (bytes.readUInt32LE(at) === 0x06054b50) {
      end = at;
      break;
    }
  if (end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (!count || count > ENTRIES_MAX) return null;
  const entries: ArchiveEntry[] = [];
  let unpacked = 0;
  for (let i = 0, at = bytes.readUInt32LE(end + 16); i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + lengths[0]),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    };
    if (
      bytes.readUInt16LE(at + 8) & 1 ||
      entry.packed > bytes.length ||
      /(^|\/)\.\.(\/|$)|^\//.test(entry.name)
    )
      return null;
    unpacked += entry.unpacked;
    if (
      unpacked > unpackedMax ||
      (entry.unpacked > 1_000_000 && entry.unpacked > entry.packed * RATIO_MAX)
    )
      return null;
    entries.push(entry);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  // two entries that share their bytes are how a small archive unpacks to a huge one
  const places = entries.filter((entry) => entry.packed > 0).sort((a, b) => a.at - b.at);
  return places.some((entry, i) => i > 0 && places[i - 1].at + 30 + places[i - 1].packed > entry.at)
    ? null
    : entries;
}

function contentOf(bytes: Buffer, entry: ArchiveEntry | undefined): string | null {
  if (
    !entry ||
    entry.unpacked > HEAD_MAX ||
    entry.at + 30 > bytes.length ||
    bytes.readUInt32LE(entry.at) !== 0x04034b50
  )
    return null;
  const from =
    entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  const packed = bytes.subarray(from, from + entry.packed);
  try {
    return (
      entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: HEAD_MAX })
    ).toString('utf8');
  } catch {
    return null;
  }
}

function zipped(bytes: Buffer): Detected | null {
  const entries = archiveEntries(bytes);
  if (!entries) return null;
  const named = (name: string) => entries.find((entry) => entry.name === name);
  const kind = contentOf(bytes, named('mimetype'))?.trim();
  if (kind && Object.hasOwn(OPEN_DOCUMENT, kind) && named('content.xml'))
    return OPEN_DOCUMENT[kind];
  const types = contentOf(bytes, named('[Content_Types].xml'));
  if (!types || /macroEnabled|vbaProject/i.test(types)) return null;
  return OPEN_XML.find(([part]) => types.includes(part))?.[1] ?? null;
}

/**
 * Which office format it is, by what lies inside; null for another archive, one with macros, or one
 * that unpacks to too much.
 */
export function officeType(bytes: Buffer): Detected | null {
  if (bytes[0] === 0x50) return zipped(bytes);
  return OLE.find(([stream]) => bytes.includes(Buffer.from(stream, 'utf16le')))?.[1] ?? null;
}
