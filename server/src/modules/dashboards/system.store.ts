import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How the installation does, as its operator sees it. */
export interface SystemState {
  databaseBytes: bigint;
  jobsWaiting: number;
  oldestSince: Date | null;
  jobsFailed: number;
  mailWaiting: number;
  lastRun: LocalDate | null;
}

/** Nothing for anybody but who sees the whole tree. */
export async function systemState(sql: ScopedSql): Promise<SystemState | null> {
  const [state] = await sql.rows<SystemState>(
    `select database_bytes "databaseBytes", jobs_waiting "jobsWaiting",
      oldest_since "oldestSince", jobs_failed "jobsFailed",
      (select count(*)::int from message where status = 'QUEUED') "mailWaiting",
      (select max(date) from billing_run where status = 'PROCESSED') "lastRun"
    from system_state()`,
  );
  return state ?? null;
}
