import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { readWorkbook } from '../support/csv.ts';
import { ROOT } from '../support/process.ts';
import { reporting } from '../support/reports.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant;
let tables: ReturnType<typeof reporting>;
const input = () => ({
  kind: 'REVENUE',
  partnerId: north.id,
  from: '2026-05-01',
  to: '2026-05-31',
  groupBy: ['day', 'customer'],
});

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-05-31' });
  tables = reporting(server);
  north = await makeTenant(server, '=North Net', { currency: 'EUR' });
  for (let n = 1; n <= 3; n++) {
    const { id } = await makeCustomer(server, north.id, { name: `+1+cmd|' /C calc'!A${n}` });
    await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
      i: {
        customerId: id,
        documentDate: `2026-05-0${n}`,
        lines: [{ description: 'Fibre', unitPrice: `${n}.50` }],
      },
    });
  }
}, 60_000);
afterAll(() => server.stop());

const EXPORT = `mutation ($i: ReportInput!, $f: FileFormat!) { exportReport(input: $i, format: $f) { id status } }`;
const JOB =
  'query ($id: ID!) { fileJob(id: $id) { status progress rowCount url expiresAt error } }';

async function made(
  format: string,
  more: object = {},
): Promise<{ id: string; url: string; rowCount: number }> {
  const { exportReport } = await server.must<any>(EXPORT, {
    i: { ...input(), ...more },
    f: format,
  });
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const { fileJob } = await server.must<any>(JOB, { id: exportReport.id });
    if (fileJob.status === 'DONE') return { id: exportReport.id, ...fileJob };
    if (fileJob.status === 'FAILED') throw new Error(fileJob.error);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('the file is not made');
}
const download = (url: string, token = server.operator) =>
  fetch(server.url + url, { headers: { authorization: `Bearer ${token}` } });

/** The rows of a CSV file, however many cells each has. */
const { parse } = createRequire(path.join(ROOT, 'server/package.json'))('csv-parse/sync');

it('a report as CSV has a heading, the rows and totals of the screen, and runs nothing', async () => {
  const { url, rowCount } = await made('CSV');
  const answer = await download(url);
  expect(answer.headers.get('content-disposition')).toContain('revenue-2026-05-31.csv');
  const text = await answer.text();
  const rows: string[][] = parse(text, {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  expect(rows.slice(0, 4)).toEqual([
    ['Revenue, billed'],
    ['Partner', "'=North Net and below"],
    ['Days', '2026-05-01 - 2026-05-31'],
    ['Currency', 'EUR'],
  ]);
  const whole = await tables.report(input(), { first: 1000 });
  expect(rows[5]).toEqual(whole.columns.map(({ label }) => label));
  const amounts = (cells: readonly (string | null)[]) => cells.slice(2).map(Number);
  expect(rows.slice(6, -1).map(amounts)).toEqual(whole.rows.map(({ values }) => amounts(values)));
  expect(amounts(rows.at(-1)!)).toEqual(amounts(whole.totals.values));
  expect(rows.at(-1)![0]).toBe('Total');
  expect(rowCount).toBe(whole.rowCount);
  for (const row of rows.slice(6, -1)) expect(row[1]).not.toMatch(/^[=+\-@]/);
});

it('a report as a workbook has numbers and days as such', async () => {
  const { url } = await made('XLSX');
  const rows = await readWorkbook(Buffer.from(await (await download(url)).arrayBuffer()));
  const first = rows.find((row) => row[0] instanceof Date)!;
  expect((first[0] as Date).toISOString().slice(0, 10)).toBe('2026-05-01');
  expect(first.slice(2)).toEqual([1.5, 0, 1.5, 0]);
  expect(rows.at(-1)!.slice(2)).toEqual([7.5, 0, 7.5, 0]);
});

it('a file is had by who ordered it alone, and no other is told of it', async () => {
  const { id, url } = await made('CSV');
  const colleague = await makeUser(server, north.id, 'MANAGER');
  expect((await download(url, colleague.token)).status).toBe(404);
  expect((await fetch(server.url + url)).status).toBe(401);
  expect((await server.refused(JOB, { id }, colleague.token)).code).toBe('NOT_FOUND');
});

it('what is no file of a report is refused by its field', async () => {
  const refused = await server.refused(EXPORT, { i: input(), f: 'ZIP' });
  expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', fields: { format: expect.anything() } });
  const wrong = await server.refused(EXPORT, { i: { ...input(), groupBy: ['nothing'] }, f: 'CSV' });
  expect(wrong.fields).toHaveProperty('groupBy');
});

it('a file that waits is called off, and not made then', async () => {
  const { exportReport } = await server.must<any>(EXPORT, { i: input(), f: 'CSV' });
  const called = await server.ask('mutation ($id: ID!) { cancelJob(id: $id) }', exportReport);
  const { fileJob } = await server.must<any>(JOB, { id: exportReport.id });
  // it may have been quicker than the call
  expect(fileJob.status).toBe(called.errors ? 'DONE' : 'CANCELLED');
});
