import { crc32, deflateRawSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import type { TestServer } from './backhaul.ts';

/** The smallest PNG there is: one transparent pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Sends a file as a program does. */
export function upload(
  server: TestServer,
  name: string,
  content: Buffer | string,
  token: string | null = server.operator,
  field = 'file',
): Promise<Response> {
  const form = new FormData();
  form.append(
    field,
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)]),
    name,
  );
  return fetch(`${server.url}/files`, {
    method: 'POST',
    body: form,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
}

export function fetchAs(
  server: TestServer,
  path: string,
  token: string | null = server.operator,
  method = 'GET',
): Promise<Response> {
  return fetch(new URL(path, server.url), {
    method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
}

/** A ZIP of deflated entries; `claims` lies about an entry's size, as a bomb does. */
export function zipOf(
  entries: Record<string, string | Buffer>,
  claims: Record<string, number> = {},
): Buffer {
  const parts: Buffer[] = [],
    directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims[name] ?? bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), head, tail, Buffer.from(name));
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, Buffer.from(name), packed]);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

/** What a PDF says, page by page. */
export async function readPdf(
  bytes: Buffer | ArrayBuffer | Uint8Array,
): Promise<{ pages: number; title: string; text: string; byPage: string[] }> {
  const document = await getDocumentProxy(new Uint8Array(bytes as ArrayBuffer));
  const { totalPages, text } = await extractText(document, { mergePages: false });
  const { info } = await document.getMetadata();
  return {
    pages: totalPages,
    title: String((info as { Title?: unknown }).Title ?? ''),
    text: text.join('\n').normalize('NFKC'),
    byPage: text,
  };
}
