import { crc32 } from 'node:zlib';

const FLAG_UTF8 = 0x0800;
const DATE_1980 = 0x0021;
/** Leaves room for the directory. */
const SIZE_MAX = 4_200_000_000,
  ENTRIES_MAX = 65_000;

export class TooLarge extends Error {}

/** Writes a ZIP entry by entry, stored as they are: PDFs are compressed already. At most 65,000 entries and 4 GB. */
export class ZipWriter {
  private readonly directory: Buffer[] = [];
  private offset = 0;
  constructor(private readonly write: (bytes: Buffer) => void) {}

  /** Refuses, in words, what no longer fits. */
  add(name: string, content: Buffer): void {
    if (this.offset + content.length > SIZE_MAX || this.directory.length >= ENTRIES_MAX)
      throw new TooLarge('The file would be larger than 4 GB. Order it again in parts.');
    const encoded = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(FLAG_UTF8, 2);
    common.writeUInt16LE(DATE_1980, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(encoded.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(this.offset, 10);
    this.directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, encoded]));
    this.put(Buffer.concat([Buffer.from('504b0304', 'hex'), common, encoded]));
    this.put(content);
  }

  end(): void {
    const entries = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.directory.length, 8);
    end.writeUInt16LE(this.directory.length, 10);
    end.writeUInt32LE(entries.length, 12);
    end.writeUInt32LE(this.offset, 16);
    this.put(entries);
    this.put(end);
  }

  private put(bytes: Buffer): void {
    this.offset += bytes.length;
    this.write(bytes);
  }
}
