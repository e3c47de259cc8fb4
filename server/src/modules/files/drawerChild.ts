// Unpacks pictures: a process of its own that is handed bytes and nothing else, and is killed when
// it takes too long or too much.
import { drawing, inspect, print } from './picture.ts';
import type { PictureAnswer, PictureJob } from './drawer.ts';

async function answer({ op, bytes }: PictureJob): Promise<PictureAnswer> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return op === 'inspect' ? { facts: await inspect(content) } : { printed: await print(content) };
  } catch {
    return {};
  }
}

process.on('message', (job: PictureJob) => {
  void answer(job).then((done) => process.send?.(done));
});
process.on('disconnect', () => process.exit(0));
const draw = await drawing();
// one picture at a time, and nothing of it is remembered
draw.cache(false);
draw.concurrency(1);
process.send?.('ready');
