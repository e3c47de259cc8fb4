import type { Viewer } from '../../kit/viewer.ts';
import { recordsMax, tooManyRecords } from './size.ts';

/** Room is asked for in steps, so that not every list waits. */
const STEP = 1000;

/** How many records an answer has come to hold: what is written in an operation says little of it. */
export class Records {
  private sum = 0;
  private wait: Promise<void> | undefined;

  /** reckoned: what it has room for; grow: asks for more. */
  constructor(
    private reckoned: number,
    private readonly most: number,
    private readonly grow: (records: number) => Promise<void>,
  ) {}

  /**
   * Takes a list into account before its records are answered; waits where that takes more room.
   * Refuses by `query` what is more than an answer may hold.
   */
  count(records: number): Promise<void> | undefined {
    this.sum += records;
    if (this.sum > this.most) throw tooManyRecords(this.sum, this.most);
    if (this.sum > this.reckoned) {
      this.reckoned = Math.ceil(this.sum / STEP) * STEP;
      const now = this.reckoned;
      this.wait = (this.wait ?? Promise.resolve()).then(() => this.grow(now));
      this.wait.catch(() => {}); // whoever counts next hears of it
    }
    return this.wait;
  }
}

/** For an answer that needs no room of its own: those that are pushed take turns. */
export function recordsOf(viewer: Viewer | null): Records {
  return new Records(Infinity, recordsMax(viewer), () => Promise.resolve());
}
