// npm run bench -- dashboard: what opening a dashboard costs in a big installation of many partners, beside the same figures
// added up by bare SQL as the owner, and with how many statements; then watchers of 50 partners while a run is confirmed:
// how soon they have a payment, whether what they saw last is right, and how late the server's event loop was.
import 'reflect-metadata';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { startBackhaul } from '../../server/src/app/start.ts';
import { readConfig } from '../../server/src/config.ts';
import { dashboard } from '../../server/src/modules/dashboards/dashboard.service.ts';
import { DashboardKind } from '../../server/src/modules/dashboards/dashboard.types.ts';
import { SYSTEM } from '../../server/src/tenancy/scope.ts';
import { SECRET } from '../support/secret.ts';
import { countStatements } from '../support/statements.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY, type Size } from './million.ts';

const ROUNDS = 40;
type Row = Record<string, string | number>;

/** Invoiced, paid, open and overdue of a place, as somebody would ask who has no sums. */
const BARE = `select
  (select sum(total_minor) from invoice where state = 'ISSUED' and partner_path >= $1 and partner_path < $1 || chr(1114111)
    and document_date >= date_trunc('month', $2::date)) invoiced,
  (select sum(amount_minor) from payment where partner_path >= $1 and partner_path < $1 || chr(1114111)
    and date >= date_trunc('month', $2::date)) paid,
  (select sum(due_minor) from invoice where due_minor > 0 and partner_path >= $1 and partner_path < $1 || chr(1114111)) open,
  (select sum(due_minor) from invoice where due_minor > 0 and due_date < $2::date
    and partner_path >= $1 and partner_path < $1 || chr(1114111)) overdue`;

/** A row for each dashboard and viewer. */
export async function dashboardBench(postgres: Postgres, customers: number): Promise<Row[]> {
  const partners = Math.max(10, customers / 20);
  const size: Size = { partners, customers, invoices: customers * 10 };
  return openedBench(await filledDatabase(postgres, 'bench_dashboard', size), size);
}

async function openedBench(url: string, { partners, customers }: Size): Promise<Row[]> {
  const places = await withClient(
    url,
    async (client) =>
      (
        await client.query<{ id: string; path: string }>(
          'select id, path from partner where number < 3 order by number',
        )
      ).rows,
  );
  const counter = await countStatements(url);
  const { app, stop } = await startBackhaul(
    readConfig({
      DATABASE_URL: counter.through(url),
      PORT: '0',
      SECRET_KEY: SECRET,
      SEED: 'none',
      WORKER: 'none',
      LOG_LEVEL: 'error',
      BUSINESS_DATE: TODAY,
    }),
  );
  const rows: Row[] = [];
  try {
    for (const [i, who] of ['operator', 'reseller'].entries()) {
      const { id, path } = places[i];
      const scope = { kind: 'job', partnerId: id, path, actor: SYSTEM } as const;
      const asking = { partnerId: id, currency: null, month: null, includeDescendants: true };
      const bare = await timed(() =>
        withClient(url, (client) => client.query(BARE, [path, TODAY])),
      );
      for (const kind of [DashboardKind.GENERAL, DashboardKind.FINANCE]) {
        const open = () =>
          app.boundary.atOnce(scope, (sql) =>
            dashboard(app, sql, { can: () => true, partnerId: id }, kind, asking),
          );
        const { p50, p95 } = await timed(open);
        const statements = await counter.during(open);
        rows.push({
          customers,
          partners,
          who,
          kind,
          'p50 ms': p50,
          'p95 ms': p95,
          // what begins, sets and ends the transaction is no reading
          statements,
          'bare SQL p95 ms': bare.p95,
        });
      }
    }
  } finally {
    await stop();
    await counter.close();
  }
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<{ p50: string; p95: string }> {
  for (let i = 0; i < 3; i += 1) await work();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(ROUNDS * share)].toFixed(1);
  return { p50: at(0.5), p95: at(0.95) };
}
