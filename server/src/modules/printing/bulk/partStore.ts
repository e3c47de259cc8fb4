import type { App } from '../../../kit/app.ts';
import type { Scope } from '../../../tenancy/scope.ts';
import type { Job } from './job.ts';

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
    const mine = await this.app.boundary.inSql(this.scope, async (sql) => {
      const [own] = await sql.rows(
        `update document_job
        set done = $2, heartbeat_at = now()${
          last
            ? `,
          status = 'READY', size = ${this.total + BigInt(kept)}, lease = null`
            : ''
        }
        where id = $1 and lease = $3 and status = 'RUNNING'
        returning 1`,
        [job.id, done, job.lease],
      );
      if (!own) return false;
      for (let at = 0; at < kept; at += PART)
        await sql.rows(
          'insert into document_job_part (job_id, position, partner_id, partner_path, content) values ($1, $2, $3, $4, $5)',
          [
            job.id,
            this.position + at / PART,
            job.partner_id,
            job.partner_path,
            all.subarray(at, Math.min(kept, at + PART)),
          ],
        );
      return true;
    });
    // a copy: the rest of a part would keep the whole of it
    this.pending = [Buffer.from(all.subarray(kept))];
    this.waiting -= kept;
    this.position += Math.ceil(kept / PART);
    this.total += BigInt(kept);
    return mine;
  }
}
