import type { ChildProcess } from 'node:child_process';
import { bareChild, residentBytes } from '../../platform/children.ts';
import type { PictureFacts } from './picture.ts';
import { must } from '../../platform/must.ts';

export interface PictureJob {
  op: 'inspect' | 'print';
  bytes: Uint8Array;
}
/** Nothing in it: the picture cannot be unpacked. */
export interface PictureAnswer {
  facts?: PictureFacts | null;
  printed?: Uint8Array | null;
}

const START_MS = 30_000;
const JOB_MS = 15_000;
/** What the process may hold at any moment: what may be unpacked, the library, the file, and room to draw. */
const RSS_MAX = 420 * 1024 * 1024;
const LOOK_MS = 25;
/** Memory that the library does not give back is given back by a new process. */
const RESTING_MAX = 160 * 1024 * 1024;
const IDLE_MS = 30_000;
const WAITING_MAX = 200;

interface Work {
  job: PictureJob;
  resolve: (answer: PictureAnswer) => void;
  reject: (error: Error) => void;
}

/** Unpacks pictures outside of this process: one at a time, killed when it takes too long or too much memory. */
class Drawer {
  private readonly queue: Work[] = [];
  private child: ChildProcess | null = null;
  private ready = false;
  private work: Work | null = null;
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;

  /** What a picture is; null when it is none, huge or damaged, or cannot be unpacked within the limits. */
  async inspect(bytes: Buffer): Promise<PictureFacts | null> {
    return (await this.run({ op: 'inspect', bytes })).facts ?? null;
  }

  /** A picture as it is printed; null when it cannot be. */
  async print(bytes: Buffer): Promise<Buffer | null> {
    const { printed } = await this.run({ op: 'print', bytes });
    return printed ? Buffer.from(printed.buffer, printed.byteOffset, printed.byteLength) : null;
  }

  close(): void {
    this.end(new Error('the server is stopping'));
  }

  private run(job: PictureJob): Promise<PictureAnswer> {
    if (this.queue.length >= WAITING_MAX)
      return Promise.reject(new Error('too many pictures wait to be unpacked'));
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.work || !this.queue.length) return;
    if (!this.child) {
      this.start();
      return;
    }
    if (!this.ready) return;
    const { child } = this;
    const work = this.queue.shift()!;
    this.work = work;
    clearTimeout(this.timer);
    child.ref();
    child.channel?.ref();
    this.timer = setTimeout(() => {
      this.end(null);
    }, JOB_MS);
    this.watch = setInterval(() => {
      void residentBytes(must(child.pid)).then((bytes) => {
        if (this.work === work && bytes > RSS_MAX) this.end(null);
      });
    }, LOOK_MS);
    child.send(work.job, (error) => {
      if (error && this.work === work) this.end(error);
    });
  }

  private start(): void {
    const child = bareChild('modules/files/drawerChild.ts', 128);
    this.child = child;
    this.ready = false;
    this.timer = setTimeout(() => {
      this.end(new Error('the process that unpacks pictures did not start'));
    }, START_MS);
    child.on('message', (message: 'ready' | PictureAnswer) => {
      if (this.child === child) this.heard(message);
    });
    child.on('error', (error) => {
      if (this.child === child) this.end(error);
    });
    // one that ends at its work was ended by it
    child.on('exit', () => {
      if (this.child === child)
        this.end(this.work ? null : new Error('the process that unpacks pictures ended'));
    });
  }

  private heard(message: 'ready' | PictureAnswer): void {
    clearTimeout(this.timer);
    clearInterval(this.watch);
    if (message === 'ready') {
      this.ready = true;
      this.next();
      return;
    }
    this.work?.resolve(message);
    this.work = null;
    void this.rest();
  }

  /** After its work a process that kept much is replaced; one without work keeps the program not alive and ends soon. */
  private async rest(): Promise<void> {
    const { child } = this;
    const kept = child ? await residentBytes(must(child.pid)) : 0;
    if (this.child !== child || this.work) return;
    if (kept > RESTING_MAX) {
      this.end(null);
      return;
    }
    this.next();
    if (this.work || !child) return;
    child.unref();
    child.channel?.unref();
    this.timer = setTimeout(() => {
      if (!this.work) this.end(null);
    }, IDLE_MS).unref();
  }

  /** Ends the process. error null: what it worked on cannot be unpacked; else nothing is known of that. */
  private end(error: Error | null): void {
    const { child, work } = this;
    this.child = null;
    this.ready = false;
    this.work = null;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    child?.kill('SIGKILL');
    if (error)
      for (const each of [...(work ? [work] : []), ...this.queue.splice(0)]) each.reject(error);
    else work?.resolve({});
    this.next();
  }
}

/** The one of this process. */
export const drawer = new Drawer();
process.once('exit', () => {
  drawer.close();
});
