// npm run bench -- metrics: what the figures of a dashboard cost in a big installation, as an operator and as a reseller
// ask for them, beside what the same installation with many more partners asks.
import 'reflect-metadata';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { startBackhaul } from '../../server/src/app/start.ts';
import { readConfig } from '../../server/src/config.ts';
import {
  financeHistory,
  financeMetrics,
} from '../../server/src/modules/dashboards/dashboards.service.ts';
import { SYSTEM } from '../../server/src/tenancy/scope.ts';
import { SECRET } from '../support/secret.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY, type Size } from './million.ts';

const ROUNDS = 15;

/** One row per size and viewer: medians in milliseconds. */
export async function metricsBench(
  postgres: Postgres,
  sizes: readonly Size[],
): Promise<Record<string, string | number>[]> {
  const rows: Record<string, string | number>[] = [];
  for (const size of sizes) {
    const url = await filledDatabase(postgres, 'bench_metrics', size);
    rows.push(...(await measureMetrics(url, size)));
  }
  return rows;
}

/** The same on a database that is there. */
export async function measureMetrics(
  url: string,
  size: Size,
): Promise<Record<string, string | number>[]> {
  const places = await withClient(
    url,
    async (client) =>
      (
        await client.query<{ id: string; path: string }>(
          'select id, path from partner where number < 3 order by number',
        )
      ).rows,
  );
  const { app, stop } = await startBackhaul(
    readConfig({
      DATABASE_URL: url,
      PORT: '0',
      SECRET_KEY: SECRET,
      SEED: 'none',
      WORKER: 'none',
      LOG_LEVEL: 'error',
      BUSINESS_DATE: TODAY,
    }),
  );
  try {
    const rows: Record<string, string | number>[] = [];
    for (const [i, who] of ['operator', 'reseller'].entries()) {
      const { id, path } = places[i];
      const scope = { kind: 'job', partnerId: id, path, actor: SYSTEM } as const;
      const metrics = () => app.boundary.inSql(scope, (sql) => financeMetrics(app, sql, id, null));
      const history = () =>
        app.boundary.inSql(scope, (sql) => financeHistory(app, sql, id, null, 12));
      rows.push({
        invoices: size.invoices,
        partners: size.partners,
        who,
        'metrics ms': await median(metrics),
        'history ms': await median(history),
      });
    }
    return rows;
  } finally {
    await stop();
  }
}

async function median(work: () => Promise<unknown>): Promise<string> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1].toFixed(1);
}
