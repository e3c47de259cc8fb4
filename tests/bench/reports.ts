// npm run bench -- reports 10000: the first page of reports over twelve months of so many customers, an invoice a month each,
// as an operator and as a reseller ask for it: rows, count and totals in one answer.
import 'reflect-metadata';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { startBackhaul } from '../../server/src/app/start.ts';
import { readConfig } from '../../server/src/config.ts';
import { SECRET } from '../support/secret.ts';
import { addViewers, PASSWORD } from './lists.ts';
import { filledDatabase, TODAY } from './million.ts';

const DAYS = { from: '2025-05-01', to: TODAY };
const ASKED: Record<string, object> = {
  'revenue by month': { kind: 'REVENUE', ...DAYS, groupBy: ['month'] },
  'revenue by month and partner': { kind: 'REVENUE', ...DAYS, groupBy: ['month', 'partner'] },
  'revenue by category': { kind: 'REVENUE', ...DAYS, groupBy: ['category'] },
  'revenue by customer': { kind: 'REVENUE', ...DAYS, groupBy: ['customer'] },
  'revenue by customer and month': { kind: 'REVENUE', ...DAYS, groupBy: ['customer', 'month'] },
  'payments by month and method': { kind: 'PAYMENTS', ...DAYS, groupBy: ['month', 'method'] },
  'tax by rate': { kind: 'TAX', ...DAYS, groupBy: ['taxRate'] },
  'ageing by customer': { kind: 'AGEING' },
  'cohorts by month': { kind: 'COHORTS', ...DAYS, groupBy: ['month'] },
};
const ROUNDS = 3;

/** One row per report and viewer: the median in milliseconds. */
export async function reportsBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const url = await filledDatabase(postgres, 'bench_reports', {
    partners: 50,
    customers,
    invoices: customers * 12,
  });
  const places = await addViewers(url);
  const { port, stop } = await startBackhaul(
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
  const ask = async (query: string, variables: object, token?: string): Promise<any> => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const rows: Record<string, string | number>[] = [];
  try {
    for (const { who, email } of places) {
      const { signIn } = await ask(
        'mutation ($e: String!, $p: String!) { signIn(identifier: $e, password: $p) { token } }',
        { e: email, p: PASSWORD },
      );
      for (const [what, input] of Object.entries(ASKED)) {
        const times = [];
        let count = 0;
        for (let n = 0; n < ROUNDS; n++) {
          const started = performance.now();
          const { report } = await ask(
            'query ($i: ReportInput!) { report(input: $i) { rowCount rows(first: 100) { values } totals { values } } }',
            { i: input },
            signIn.token,
          );
          times.push(performance.now() - started);
          count = report.rowCount;
        }
        const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
        rows.push({ who, report: what, rows: count, 'first page ms': median.toFixed(0) });
      }
    }
    return rows;
  } finally {
    await stop();
  }
}
