import type { Config } from '../config.ts';
import type { DnsRecords } from '../platform/dnsRecords.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';
import type { Boundary } from '../tenancy/boundary.ts';

/** What every door (GraphQL, jobs, webhooks, downloads) needs; made once in main.ts, or by a test. */
export interface App {
  config: Config;
  /** The installation's secret; use derive() for a key of one purpose. */
  secret: string;
  boundary: Boundary;
  clock: Clock;
  log: Log;
  signals: Signals;
  dns: DnsRecords;
  /** The address people use, without a slash at the end. Known when the server listens. */
  publicUrl(): string;
  /** Where this process reaches itself, whatever stands in front of it. */
  localUrl(): string;
}
