import { readdirSync, readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detect } from '../../server/src/modules/files/detect.ts';
import { drawer } from '../../server/src/modules/files/drawer.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { upload } from '../support/files.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  drawer.close();
  await server.stop();
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const head = Buffer.alloc(4),
    tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A PNG of one colour, as few bytes for as much memory as the format allows. colour: 2 is RGB, 6 with transparency. */
function png({
  width,
  height,
  depth,
  colour,
  interlaced,
}: {
  width: number;
  height: number;
  depth: 8 | 16;
  colour: 2 | 6;
  interlaced: boolean;
}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  const pixel = ((colour === 2 ? 3 : 4) * depth) / 8;
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  const size = passes.reduce(
    (sum, [x, y, dx, dy]) =>
      sum + Math.ceil((height - y) / dy) * (1 + Math.ceil((width - x) / dx) * pixel),
    0,
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(size), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The memory of the processes that unpack pictures, in MB, by their command lines. */
function unpacking(): number {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .reduce((most, pid) => {
      try {
        const { command, parent } = {
          command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
          parent: Number(/PPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]),
        };
        return command.includes('drawerChild') && parent === process.pid
          ? Math.max(
              most,
              (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6,
            )
          : most;
      } catch {
        return most;
      }
    }, 0);
}

it(
  'a small file that unpacks to hundreds of megabytes is refused, and costs the server nothing',
  { timeout: 300_000 },
  async () => {
    const bomb = png({ width: 6320, height: 6320, depth: 16, colour: 6, interlaced: true });
    expect(bomb.length).toBeLessThan(600_000);
    // made before the first is sent: seconds of work between two would end the line that is kept open
    const bombs = [
      bomb,
      png({ width: 6320, height: 6320, depth: 16, colour: 2, interlaced: true }),
      png({ width: 6320, height: 6320, depth: 16, colour: 6, interlaced: false }),
    ];
    const plain = await upload(
      server,
      'small.png',
      png({ width: 20, height: 20, depth: 8, colour: 2, interlaced: false }),
    );
    expect(plain.status).toBe(201);
    const before = process.memoryUsage.rss() / 1e6;
    let most = before,
      unpacked = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss() / 1e6);
      unpacked = Math.max(unpacked, unpacking());
    }, 10);
    try {
      for (const bytes of bombs) {
        const answers = await Promise.all(
          Array.from({ length: 4 }, () => upload(server, 'bomb.png', bytes)),
        );
        expect(answers.map((answer) => answer.status)).toEqual([415, 415, 415, 415]);
        expect(await drawer.print(bytes)).toBeNull();
      }
    } finally {
      clearInterval(watch);
    }
    console.log(
      `server ${before.toFixed()} MB, at most ${most.toFixed()} MB; unpacking at most ${unpacked.toFixed()} MB`,
    );
    expect(most - before).toBeLessThan(80);
    expect(unpacked).toBeLessThan(200);
  },
);

it(
  'every format is taken as people make them: interlaced, progressive, in CMYK, moving',
  { timeout: 300_000 },
  async () => {
    const noise = sharp({
      create: {
        width: 2400,
        height: 1600,
        channels: 3,
        background: '#357',
        noise: { type: 'gaussian', mean: 120, sigma: 40 },
      },
    });
    const frame = (i: number) =>
      sharp({
        create: {
          width: 300,
          height: 300,
          channels: 4,
          background: { r: i % 256, g: 90, b: 200, alpha: 1 },
        },
      })
        .png()
        .toBuffer();
    const moving = await sharp(
      await Promise.all(Array.from({ length: 60 }, (_, i) => frame(i * 4))),
      { join: { animated: true } },
    )
      .gif()
      .toBuffer();
    const taken: [string, Buffer, object][] = [
      [
        'interlaced.png',
        png({ width: 2000, height: 2000, depth: 16, colour: 6, interlaced: true }),
        { type: 'image/png', width: 2000, height: 2000 },
      ],
      [
        'progressive.jpg',
        await noise.clone().jpeg({ progressive: true }).toBuffer(),
        { type: 'image/jpeg', width: 2400, height: 1600 },
      ],
      [
        'cmyk.jpg',
        await noise.clone().toColourspace('cmyk').jpeg().toBuffer(),
        { type: 'image/jpeg', width: 2400 },
      ],
      ['photo.webp', await noise.clone().webp().toBuffer(), { type: 'image/webp', width: 2400 }],
      ['moving.gif', moving, { type: 'image/gif', width: 300, height: 300 }],
      [
        'large.png',
        png({ width: 6300, height: 6300, depth: 8, colour: 2, interlaced: false }),
        { type: 'image/png', width: 6300 },
      ],
    ];
    for (const [name, bytes, facts] of taken) {
      expect(await detect(bytes, name), name).toMatchObject(facts);
      const printed = await drawer.print(bytes);
      expect((await sharp(printed!).metadata()).format, name).toBe('png');
    }
  },
);

it(
  'one picture is unpacked at a time, and one that cannot be unpacked ends with its process, not with the next picture',
  { timeout: 120_000 },
  async () => {
    const good = png({ width: 400, height: 400, depth: 8, colour: 2, interlaced: false });
    const waiting = Array.from({ length: 12 }, () => drawer.inspect(good));
    const pids = readdirSync('/proc').filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('drawerChild') &&
          new RegExp(`PPid:\\t${process.pid}\\n`).test(readFileSync(`/proc/${pid}/status`, 'utf8'))
        );
      } catch {
        return false;
      }
    });
    expect(pids.length).toBeLessThan(2);
    expect(await Promise.all(waiting)).toEqual(
      Array.from({ length: 12 }, () => ({ format: 'png', width: 400, height: 400 })),
    );
    expect(await drawer.inspect(good.subarray(0, good.length - 30))).toBeNull();
    expect(await drawer.inspect(Buffer.from('no picture'))).toBeNull();
    const held = drawer.inspect(
      png({ width: 6300, height: 6300, depth: 8, colour: 2, interlaced: false }),
    );
    drawer.close();
    await expect(held).rejects.toThrow('stopping');
    expect(await drawer.inspect(good)).toMatchObject({ width: 400 });
  },
);
