import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { bareChild, residentBytes } from '../../../platform/children.ts';
import { ROOT } from '../../../root.ts';
import type { RenderAnswer, RenderJob } from './protocol.ts';

const JOB_MS = 5000;
const START_MS = 30_000;
/** Memory that the page engine does not give back grows slowly: a process is replaced before it matters. */
const JOBS_PER_PROCESS = 2000;
const RSS_MAX = 400 * 1024 * 1024;
/** One document may take more for a moment, but not much; looked at this often while it is made. */
const PEAK_MAX = 600 * 1024 * 1024;
const LOOK_MS = 100;
const IDLE_MS = 60_000;
const WAITING_MAX = 5000;
/** How long whoever made a process hang gets one process at a time. */
const SLOW_MS = 60_000;

/** A template that took too long, or made its process fail. */
export class RenderFailure extends Error {
  override name = 'RenderFailure';
}

type Work = {
  job: RenderJob;
  owner: string;
  resolve: (answer: RenderAnswer) => void;
  reject: (error: Error) => void;
};
interface Message {
  ready?: true;
  id?: number;
  answer?: RenderAnswer;
  rss: number;
  cpuMs: number;
}
interface Slot {
  child: ChildProcess;
  ready: boolean;
  work: Work | null;
  jobs: number;
  cpuMs: number;
  timer: NodeJS.Timeout | undefined;
  watch: NodeJS.Timeout | undefined;
}
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface RenderOptions {
  /** After everything that somebody waits for. */
  bulk?: boolean;
  /** Whose document it is: owners take turns, so that one's templates do not hold up another's. */
  owner?: string;
}

/**
 * Renders in child processes: one job at a time in each, killed after five seconds, replaced when
 * they grow. What somebody waits for goes before what runs in bulk. Owners take turns, and one
 * whose template had to be killed gets a single process for a while.
 */
export class RenderPool {
  private readonly slots = new Set<Slot>();
  private readonly urgent: Work[] = [];
  private readonly bulk: Work[] = [];
  private nextId = 1;
  /** When each owner last had its turn, and who is slow until when. */
  private readonly served = new Map<string, number>();
  private readonly slow = new Map<string, number>();
  /** How many processes were started, the most memory one had, and the CPU time of all; for measurements. */
  readonly seen = { started: 0, rss: 0, cpuMs: 0 };

  constructor(
    private readonly size = Math.max(1, Math.min(4, availableParallelism())),
    private readonly limits: { jobMs: number; jobs: number; rss: number; peak?: number } = {
      jobMs: JOB_MS,
      jobs: JOBS_PER_PROCESS,
      rss: RSS_MAX,
      peak: PEAK_MAX,
    },
  ) {}

  run(job: WithoutId<RenderJob>, options: RenderOptions = {}): Promise<RenderAnswer> {
    return new Promise((resolve, reject) => {
      const queue = options.bulk ? this.bulk : this.urgent;
      if (queue.length >= WAITING_MAX) {
        reject(new RenderFailure('Too many documents wait to be rendered; try again in a moment.'));
        return;
      }
      queue.push({
        job: { ...job, id: this.nextId++ } as RenderJob,
        owner: options.owner ?? '',
        resolve,
        reject,
      });
      this.next();
    });
  }

  /** Ends every process; what still waits fails. */
  close(): void {
    for (const work of [...this.urgent.splice(0), ...this.bulk.splice(0)])
      work.reject(new RenderFailure('The server is stopping.'));
    for (const slot of this.slots) this.end(slot, new RenderFailure('The server is stopping.'));
  }

  private next(): void {
    while (this.urgent.length || this.bulk.length) {
      const free = [...this.slots].find((slot) => slot.ready && !slot.work);
      if (!free) {
        const starting = [...this.slots].filter((slot) => !slot.ready).length;
        if (this.slots.size < this.size && starting < this.urgent.length + this.bulk.length)
          this.start();
        return;
      }
      const work = this.take(this.urgent) ?? this.take(this.bulk);
      if (!work) return;
      this.give(free, work);
    }
  }

  /** The first work of whoever waited longest for a turn. */
  private take(queue: Work[]): Work | null {
    const running = (owner: string) =>
      [...this.slots].filter((slot) => slot.work?.owner === owner).length;
    const known = new Map<string, number>();
    let best = -1,
      least = Infinity;
    for (const [i, { owner }] of queue.entries()) {
      if (known.has(owner)) continue;
      const busy = running(owner);
      const turn =
        busy && (this.slow.get(owner) ?? 0) > Date.now()
          ? Infinity
          : busy * 1e12 + (this.served.get(owner) ?? 0);
      known.set(owner, turn);
      if (turn < least) {
        least = turn;
        best = i;
      }
    }
    return best < 0 ? null : queue.splice(best, 1)[0];
  }

  private give(slot: Slot, work: Work): void {
    slot.work = work;
    if (this.served.size > WAITING_MAX) this.served.clear();
    this.served.set(work.owner, work.job.id);
    clearTimeout(slot.timer);
    slot.child.ref();
    slot.child.channel?.ref();
    slot.timer = setTimeout(
      () => this.stop(slot, work, 'Rendering took longer than five seconds and was stopped.'),
      this.limits.jobMs,
    );
    slot.watch = setInterval(() => {
      void residentBytes(slot.child.pid!).then((bytes) => {
        if (slot.work === work && bytes > (this.limits.peak ?? PEAK_MAX))
          this.stop(
            slot,
            work,
            'The document takes more memory than one may have and was stopped.',
          );
      });
    }, LOOK_MS);
    slot.child.send(work.job, (error) => {
      if (error) this.end(slot, new RenderFailure('The renderer failed.'));
    });
  }

  private stop(slot: Slot, work: Work, why: string): void {
    if (this.slow.size > WAITING_MAX) this.slow.clear();
    if (work.owner) this.slow.set(work.owner, Date.now() + SLOW_MS);
    this.end(slot, new RenderFailure(why));
  }

  private start(): void {
    // the renderer knows nothing of the machine's fonts either
    const child = bareChild('modules/printing/rendering/child.ts', 256, {
      FONTCONFIG_FILE: path.join(ROOT, 'server/src/modules/printing/rendering/fonts.conf'),
    });
    const slot: Slot = {
      child,
      ready: false,
      work: null,
      jobs: 0,
      cpuMs: 0,
      timer: undefined,
      watch: undefined,
    };
    this.slots.add(slot);
    this.seen.started++;
    slot.timer = setTimeout(
      () => this.end(slot, new RenderFailure('The renderer did not start.')),
      START_MS,
    );
    child.on('message', (message: Message) => this.heard(slot, message));
    child.on('error', () => this.end(slot, new RenderFailure('The renderer failed.')));
    child.on('exit', () =>
      this.end(
        slot,
        new RenderFailure('The template used up the memory it may use, or made the renderer fail.'),
      ),
    );
  }

  private heard(slot: Slot, message: Message): void {
    clearTimeout(slot.timer);
    clearInterval(slot.watch);
    this.seen.cpuMs += message.cpuMs - slot.cpuMs;
    slot.cpuMs = message.cpuMs;
    this.seen.rss = Math.max(this.seen.rss, message.rss);
    if (message.ready) slot.ready = true;
    else if (slot.work && message.id === slot.work.job.id) {
      const { resolve } = slot.work;
      slot.work = null;
      slot.jobs++;
      resolve(message.answer!);
    }
    if (slot.jobs >= this.limits.jobs || message.rss > this.limits.rss)
      this.end(slot, new RenderFailure('The renderer is being replaced.'));
    else if (!slot.work) this.rest(slot);
    this.next();
  }

  /** A process without work does not keep the program alive, and ends after a minute. */
  private rest(slot: Slot): void {
    slot.child.unref();
    slot.child.channel?.unref();
    slot.timer = setTimeout(() => this.end(slot, new RenderFailure('idle')), IDLE_MS);
    slot.timer.unref();
  }

  private end(slot: Slot, error: Error): void {
    if (!this.slots.delete(slot)) return;
    clearTimeout(slot.timer);
    clearInterval(slot.watch);
    slot.child.kill('SIGKILL');
    slot.work?.reject(error);
    slot.work = null;
    if (!slot.ready && !this.slots.size)
      for (const work of [...this.urgent.splice(0), ...this.bulk.splice(0)]) work.reject(error);
    else this.next();
  }
}

/** The one pool of this process. */
export const renderer = new RenderPool();
process.once('exit', () => renderer.close());
