import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { deflateRawSync, deflateSync, crc32 } from 'node:zlib';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, PIXEL, upload, zipOf } from '../support/files.ts';
import { makeCustomer, makeTree, PASSWORD, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let north: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const TYPES =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const DOCX = { '[Content_Types].xml': TYPES, 'word/document.xml': '<w:document/>' };
const status = async (name: string, content: Buffer | string) =>
  (await upload(server, name, content)).status;
const files = async () =>
  (await owner.query('select count(*)::int n from file')).rows[0].n as number;

/** A chunk of PNG. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
function png(width: number, height: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An upload written by hand, so that a test decides what is sent when. */
function sending(
  headers: Record<string, string> = {},
  token = server.operator,
): { req: ClientRequest; answer: Promise<{ status: number; text: string } | null> } {
  const req = request(`${server.url}/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=XX',
      ...headers,
    },
  });
  const answer = new Promise<{ status: number; text: string } | null>((resolve) => {
    req.on('response', (res: IncomingMessage) => {
      let text = '';
      res.on('data', (part: Buffer) => {
        text += part.toString();
      });
      res.on('end', () => resolve({ status: res.statusCode!, text }));
      res.on('error', () => resolve(null));
    });
    req.on('error', () => resolve(null));
  });
  return { req, answer };
}
const HEAD = (name = 'a.txt', field = 'file') =>
  `--XX\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`;
const body = async (text: string, headers: Record<string, string> = {}) => {
  const { req, answer } = sending(headers);
  req.end(text);
  return answer;
};

describe('what pretends to be something else', () => {
  const SVG =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
  it.each<[string, Buffer | string]>([
    ['a.svg', SVG],
    ['a.png', SVG],
    ['a.txt', SVG],
    ['a.csv', `a,b\n1,${SVG}`],
    ['a.txt', `<?xml version="1.0"?>${SVG}`],
    ['a.txt', `\ufeff\n<!-- --><SVG xmlns="x">`],
    ['a.jpg', `\xff\xd8\xff${SVG}`],
    ['a.txt', '<html><body onload=alert(1)>'],
    ['a.txt', 'x\n<script>alert(1)</script>'],
    ['a.txt', '<iframe srcdoc="x">'],
    ['a.html', '<!doctype html><p>x'],
    ['a.js', Buffer.from('\u0000alert(1)')],
    ['a.txt', Buffer.from(SVG, 'utf16le')],
    ['a.png', PIXEL.subarray(0, 20)],
    ['a.gif', 'GIF89a'],
    ['a.webp', 'RIFF\x00\x00\x00\x00WEBPVP8 '],
    ['a.mht', 'MIME-Version: 1.0\nContent-Type: text/html\n\n<html>'],
  ])('%s is refused', async (name, content) => {
    expect(await status(name, content)).toBe(415);
  });

  it('a PDF that is a page as well is saved, never shown: as PDF, with no sniffing, in a sandbox', async () => {
    const { id, name } = (await (
      await upload(
        server,
        'x.html',
        '%PDF-1.7\n<html><script>alert(document.cookie)</script></html>\n%%EOF',
      )
    ).json()) as { id: string; name: string };
    expect(name).toBe('x.pdf');
    for (const url of [`/files/${id}`, `/files/${id}?download`, `/files/${id}?inline=1`]) {
      const { headers } = await fetchAs(server, url);
      expect(headers.get('content-type')).toBe('application/pdf');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?x.pdf"?$/);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('private, no-store');
    }
  });

  it('an id is no secret and no sequence: it opens nothing by itself', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 4 },
        async (_, i) =>
          (
            (await (await upload(server, `${i}.txt`, `hello ${i}`, north.token)).json()) as {
              id: string;
            }
          ).id,
      ),
    );
    expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(4);
    for (const id of ids) expect((await fetchAs(server, `/files/${id}`, null)).status).toBe(401);
    for (const bad of [
      '..%2f..%2fetc%2fpasswd',
      `${ids[0]}.png`,
      `${ids[0]}%00`,
      "' or 1=1--",
      '%',
      'constructor',
    ])
      expect([400, 404], bad).toContain((await fetchAs(server, `/files/${bad}`)).status);
  });
});

describe('what is larger than it looks', () => {
  it('archives that unpack to too much are refused at once, and nothing is unpacked', async () => {
    const zeros = deflateRawSync(Buffer.alloc(60_000_000));
    const bomb = (entries: number): Buffer => {
      // one packed entry that many directory entries point at
      const base = zipOf(DOCX);
      const at = base.readUInt32LE(base.length - 6),
        count = base.readUInt16LE(base.length - 12);
      const local = Buffer.concat([
        Buffer.from('504b03041400000008000000210000000000', 'hex'),
        Buffer.alloc(8),
        Buffer.from('0100', 'hex'),
        Buffer.alloc(2),
        Buffer.from('x'),
        zeros,
      ]);
      const directory = Array.from({ length: entries }, () => {
        const entry = Buffer.alloc(47);
        entry.write('504b01021400140000000800', 'hex');
        entry.writeUInt32LE(zeros.length, 20);
        entry.writeUInt32LE(900_000, 24);
        entry.writeUInt16LE(1, 28);
        entry.writeUInt32LE(at, 42);
        entry.write('x', 46);
        return entry;
      });
      const end = Buffer.alloc(22);
      end.write('504b0506', 'hex');
      end.writeUInt16LE(count + entries, 10);
      end.writeUInt32LE(at + local.length, 16);
      return Buffer.concat([
        base.subarray(0, at),
        local,
        base.subarray(at, base.length - 22),
        ...directory,
        end,
      ]);
    };
    const cases: [string, Buffer][] = [
      ['ratio.docx', zipOf({ ...DOCX, 'word/media/a.bin': Buffer.alloc(50_000_000) })],
      ['claims.xlsx', zipOf({ ...DOCX, 'a.bin': 'x' }, { 'a.bin': 3_900_000_000 })],
      ['list.docx', zipOf({ ...DOCX, '[Content_Types].xml': `${TYPES}${' '.repeat(5_000_000)}` })],
      ['mimetype.odt', zipOf({ mimetype: Buffer.alloc(30_000_000, 'a'), 'content.xml': '<x/>' })],
      ['overlap.docx', bomb(200)],
      [
        'many.docx',
        zipOf({
          ...DOCX,
          ...Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`f${i}`, ''])),
        }),
      ],
      ['nested.zip', zipOf({ 'a.zip': zipOf({ 'b.zip': zipOf({ c: Buffer.alloc(1_000_000) }) }) })],
    ];
    await status('warm.docx', zipOf(DOCX));
    const before = process.memoryUsage().rss,
      started = performance.now();
    for (const [name, content] of cases) expect(await status(name, content), name).toBe(415);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
    expect(await status('good.docx', zipOf(DOCX))).toBe(201);
  });

  it('pictures of a billion points, and those that break off', async () => {
    const started = performance.now();
    expect(await status('bomb.png', png(30_000, 30_000, Buffer.alloc(10_000)))).toBe(415);
    const gif = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
    gif.writeUInt16LE(65_535, 6);
    gif.writeUInt16LE(65_535, 8);
    expect(await status('bomb.gif', gif)).toBe(415);
    expect(performance.now() - started).toBeLessThan(2000);
    const noise = await sharp(
      Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 251)),
      { raw: { width: 300, height: 300, channels: 3 } },
    )
      .jpeg({ quality: 95 })
      .toBuffer();
    expect(await status('whole.jpg', noise)).toBe(201);
    for (const part of [0.1, 0.5, 0.9])
      expect(
        await status('half.jpg', noise.subarray(0, Math.floor(noise.length * part))),
        String(part),
      ).toBe(415);
    const drawn = await sharp(noise).png().toBuffer();
    expect(await status('half.png', drawn.subarray(0, drawn.length / 2))).toBe(415);
  });

  it('more than 20 MB is refused, and what still comes is not kept', async () => {
    const { req, answer } = sending();
    req.write(HEAD());
    const megabyte = Buffer.alloc(1024 * 1024, 'a line of text\n');
    let most = 0;
    const before = process.memoryUsage();
    for (let n = 0; n < 70; n++) {
      if (!req.write(megabyte)) await once(req, 'drain');
      const now = process.memoryUsage();
      most = Math.max(
        most,
        now.external + now.arrayBuffers - before.external - before.arrayBuffers,
      );
    }
    req.end('\r\n--XX--\r\n');
    expect((await answer)?.status).toBe(413);
    expect(most).toBeLessThan(130e6);
    // endless: the line is cut
    const endless = sending();
    endless.req.write(HEAD());
    let cut = false;
    endless.req.on('close', () => {
      cut = true;
    });
    for (let n = 0; n < 400 && !cut; n++)
      if (!endless.req.write(megabyte))
        await Promise.race([once(endless.req, 'drain'), once(endless.req, 'close')]).catch(
          () => {},
        );
    expect(cut).toBe(true);
    expect((await body('x', { 'content-length': String(200 * 1024 * 1024) }))?.status ?? 413).toBe(
      413,
    );
  });
});

describe('a form that is not one', () => {
  it('is refused with words, and nothing is stored', async () => {
    const before = await files();
    const cases: [string, string, Record<string, string>, number][] = [
      ['no part', '--XX--\r\n', {}, 400],
      ['another name', `${HEAD('a.txt', 'other')}hello\r\n--XX--\r\n`, {}, 400],
      ['empty', `${HEAD()}\r\n--XX--\r\n`, {}, 400],
      ['two files', `${HEAD()}one\r\n${HEAD('b.txt')}two\r\n--XX--\r\n`, {}, 400],
      [
        'a field instead',
        '--XX\r\nContent-Disposition: form-data; name="file"\r\n\r\nhello\r\n--XX--\r\n',
        {},
        400,
      ],
      ['broken off', `${HEAD()}hello`, {}, 400],
      ['no boundary', 'x', { 'content-type': 'multipart/form-data' }, 400],
      ['json', '{}', { 'content-type': 'application/json' }, 415],
      ['plain', 'hello', { 'content-type': 'text/plain' }, 415],
      [
        'a head without end',
        `--XX\r\nContent-Disposition: form-data; name="file"; filename="${'x'.repeat(100_000)}`,
        {},
        400,
      ],
    ];
    for (const [name, text, headers, expected] of cases) {
      const answer = await body(text, headers);
      expect(answer?.status, name).toBe(expected);
      expect(JSON.parse(answer!.text).error.length, name).toBeGreaterThan(10);
    }
    expect(await files()).toBe(before);
  });

  it('a name that breaks its header is no name', async () => {
    for (const name of ['x\u0000y.txt', 'x\u0007y.txt'])
      expect((await body(`${HEAD(name)}hello\r\n--XX--\r\n`))?.status).toBe(400);
  });

  it('names stay names: no folder, no line, no turn of direction, no device', async () => {
    const names: [string, string][] = [
      ['../../../etc/passwd', 'passwd.txt'],
      ['C:\\Windows\\evil.txt', 'evil.txt'],
      ['a\u202etxt.exe', 'atxt.txt'],
      ['a\u2066b\u2069\u061c.txt', 'ab.txt'],
      ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
      ['q"uote\'s;.txt', "quote's;.txt"],
      ['con.txt', '_con.txt'],
      ['a. . .txt', 'a.txt'],
      ['', 'file.txt'],
      ['   ', 'file.txt'],
      ['%0d%0aSet-Cookie: x=1.txt', 'Set-Cookie x=1.txt'],
      [`${'x'.repeat(400)}.txt`, `${'x'.repeat(150)}.txt`],
      ['e\u0301.txt', '\u00e9.txt'],
      ['<b>.txt', 'b.txt'],
    ];
    for (const [given, kept] of names) {
      const { id, name } = (await (await upload(server, given, 'hello')).json()) as {
        id: string;
        name: string;
      };
      expect(name, JSON.stringify(given)).toBe(kept);
      const { headers } = await fetchAs(server, `/files/${id}`);
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename=("[^"\r\n]*"|[\w.-]+)(; filename\*=UTF-8''[\w%'()!*.-]+)?$/,
      );
      expect(headers.get('set-cookie')).toBeNull();
    }
  });
});

describe('nobody fills the disk or the memory', () => {
  it('an upload that never ends holds up nobody, and leaves nothing', async () => {
    const before = await files();
    const slow = Array.from({ length: 6 }, () => sending({}, north.token));
    for (const { req } of slow) req.write(`${HEAD()}half of`);
    // once all six have begun; until then what is refused for its type is, and leaves nothing
    await expect
      .poll(async () => (await upload(server, 'a.svg', '<svg/>', north.token)).status)
      .toBe(429);
    // the account has its share; others do not notice
    expect((await upload(server, 'a.txt', 'hello', north.token)).status).toBe(429);
    expect((await upload(server, 'a.txt', 'hello')).status).toBe(201);
    for (const { req } of slow) req.destroy();
    await Promise.all(slow.map(({ answer }) => answer));
    await expect
      .poll(async () => (await upload(server, 'a.txt', 'hello', north.token)).status)
      .toBe(201);
    expect(await files()).toBe(before + 2);
  });

  it('a customer has 100 MB a day and a thousand in all; its neighbour as much', async () => {
    const [one, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
    ];
    const [token, neighbour] = await Promise.all(
      [one, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const fill = (megabytes: number, days: number) =>
      owner.query(
        `insert into file (partner_id, partner_path, customer_id, name, type, size, sha256, created_by, created_at) select partner_id, partner_path, id, 'x', 'text/plain', $2, sha256('x'), 'test', now() - make_interval(days => $3) from customer where id = $1`,
        [one.id, megabytes * 1024 * 1024, days],
      );
    await fill(99, 0);
    expect((await upload(server, 'a.txt', Buffer.alloc(900_000, 'a'), token)).status).toBe(201);
    const refused = await upload(server, 'a.txt', Buffer.alloc(900_000, 'a'), token);
    expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([
      429,
      expect.stringContaining('try again tomorrow'),
    ]);
    expect((await upload(server, 'a.txt', 'hello', neighbour)).status).toBe(201);
    expect((await upload(server, 'a.txt', 'hello', north.token)).status).toBe(201);
    await owner.query(
      `update file set created_at = now() - interval '2 days' where customer_id = $1`,
      [one.id],
    );
    expect((await upload(server, 'a.txt', 'hello', token)).status).toBe(201);
    await fill(1000, 5);
    expect((await upload(server, 'a.txt', 'hello', token)).status).toBe(429);
  });

  it('a partner’s staff has ten thousand MB a day', async () => {
    await owner.query(
      `insert into file (partner_id, partner_path, name, type, size, sha256, created_by) select id, path, 'x', 'text/plain', 2000000000, sha256('x'), 'test' from partner, generate_series(1, 6) where id = $1`,
      [north.id],
    );
    expect((await upload(server, 'a.txt', 'hello', north.token)).status).toBe(429);
    expect((await upload(server, 'a.txt', 'hello')).status).toBe(201);
  });
});
