import type { App } from '../../../kit/app.ts';
import type { Scope } from '../../../tenancy/scope.ts';
import { advance, finish, insertPart, type Job } from './jobs.store.ts';

const PART = 1024 * 1024;

/** Keeps a job's file in parts, and gives up when another process took the job over. */
export class PartStore {
  private pending: Buffer[] = [];
  private waiting = 0;
  private total = 0n;
  private position = 0;
  constructor(
    private readonly app: App,
    private readonly scope: Scope,
    private readonly job: Job,
  ) {}

  readonly write = (bytes: Buffer): void => {
    this.pending.push(bytes);
    this.waiting += bytes.length;
  };

  /** Whether there is a part to be stored. */
  get full(): boolean {
    return this.waiting >= PART;
  }

  /** Stores full parts and says how far the job is; false when it is somebody else's now. */
  async flush(done: number, last = false): Promise<boolean> {
    const all = Buffer.concat(this.pending);
    const kept = last ? all.length : Math.floor(all.length / PART) * PART;
    const { job } = this;
    const stored = await this.app.boundary.inSql(this.scope, async (sql) => {
      const mine = last
        ? await finish(sql, job, done, this.total + BigInt(kept))
        : await advance(sql, job, done);
      if (!mine) return false;
      for (let at = 0; at < kept; at += PART)
        await insertPart(
          sql,
          job,
          this.position + at / PART,
          all.subarray(at, Math.min(kept, at + PART)),
        );
      return true;
    });
    // a copy: the rest of a part would keep the whole of it
    this.pending = [Buffer.from(all.subarray(kept))];
    this.waiting -= kept;
    this.position += Math.ceil(kept / PART);
    this.total += BigInt(kept);
    return stored;
  }
}
