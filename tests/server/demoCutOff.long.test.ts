import pg from 'pg';
import { expect, it } from 'vitest';
// first: it brings what the decorators of all others need
import { freshDatabase } from '../support/backhaul.ts';
import { readConfig } from '../../server/src/config.ts';
import { seedDemo } from '../../server/src/modules/demo/demo.ts';
import { ensureOperator } from '../../server/src/app/bootstrap.ts';
import { openApp } from '../../server/src/app/start.ts';
import { SECRET } from '../support/secret.ts';

it('goes on with sample data that was cut off in the middle of its year', async () => {
  const database = await freshDatabase();
  const program = await openApp(
    readConfig({
      DATABASE_URL: database,
      SECRET_KEY: SECRET,
      LOG_LEVEL: 'error',
      BUSINESS_DATE: '2026-04-20',
    }),
    () => {},
  );
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const { boundary } = program.app;
    let transactions = 0;
    const dying: typeof boundary.inSql = (scope, work) => {
      transactions += 1;
      return transactions > 45 ? Promise.reject(new Error('cut off')) : boundary.inSql(scope, work);
    };
    const { scope } = await ensureOperator(program.app);
    await expect(
      seedDemo({ ...program.app, boundary: { ...boundary, inSql: dying } }, scope, {
        announce: () => {},
      }),
    ).rejects.toThrow('cut off');
    const processed = async () =>
      (
        await client.query<{ n: number }>(
          `select count(*)::int n from billing_run where status = 'PROCESSED'`,
        )
      ).rows[0].n;
    expect(await processed()).toBeLessThan(12);
    expect(await seedDemo(program.app, scope, { announce: () => {} })).not.toEqual([]);
    expect(await processed()).toBe(12);
    expect(
      (
        await client.query(
          'select 1 from charge where run_id is not null group by customer_id, billing_date having count(*) > 1',
        )
      ).rows,
    ).toEqual([]);
  } finally {
    await client.end();
    await program.close();
  }
}, 120_000);
