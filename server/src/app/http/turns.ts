import { got } from '../../platform/must.ts';

interface Line {
  jobs: (() => Promise<void>)[];
  resting: boolean;
  waiting: boolean;
}

/** The longest rest: a push of many seconds must not silence its viewer for as long again. */
const REST_MAX_MS = 2000;

/**
 * Work that nobody sits and waits for, done so that it holds up nobody: few pieces at once, one of
 * each owner at a time, owners in turns; and after a piece an owner rests as long as the piece
 * took, so that its work takes half of the time at most.
 */
export class Turns {
  private readonly lines = new Map<string, Line>();
  private readonly ready: string[] = [];
  private active = 0;

  constructor(
    private readonly atOnce: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** How much an owner waits for. */
  waiting(owner: string): number {
    return this.lines.get(owner)?.jobs.length ?? 0;
  }

  /** Does the work in its turn. */
  run(owner: string, work: () => Promise<void>): void {
    const line = this.lines.get(owner) ?? { jobs: [], resting: false, waiting: false };
    this.lines.set(owner, line);
    line.jobs.push(work);
    this.queue(owner, line);
    this.next();
  }

  /** The same for work of one go that somebody waits for. */
  answer<T>(owner: string, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.run(owner, async () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  private queue(owner: string, line: Line): void {
    if (line.resting || line.waiting) return;
    if (!line.jobs.length) {
      this.lines.delete(owner);
      return;
    }
    line.waiting = true;
    this.ready.push(owner);
  }

  private next(): void {
    while (this.active < this.atOnce && this.ready.length) {
      const owner = this.ready.shift()!;
      const line = got(this.lines, owner);
      line.waiting = false;
      line.resting = true;
      this.active += 1;
      void this.work(owner, line, line.jobs.shift()!);
    }
  }

  private async work(owner: string, line: Line, job: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    await job().catch(this.failed);
    this.active -= 1;
    setTimeout(
      () => {
        line.resting = false;
        this.queue(owner, line);
        this.next();
      },
      Math.min(performance.now() - begun, REST_MAX_MS),
    ).unref();
    this.next();
  }
}
