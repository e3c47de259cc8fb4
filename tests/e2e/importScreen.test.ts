import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { story } from '../support/story.ts';
import { makeUser, PASSWORD } from '../support/tenants.ts';
import { picture, violations } from './everyPage.ts';

let server: TestServer;
const browser = useBrowser();
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
});
afterAll(async () => {
  await server.stop();
});

const root = async (): Promise<{ id: string; currency: string }> =>
  (
    await server.must<any>(
      '{ partners(first: 1, sort: [{ field: "number" }]) { nodes { id currency } } }',
    )
  ).partners.nodes[0];

it('an ISP moves in: a table is dropped, looked at, mapped, checked, mended in place and imported', async () => {
  const { id: operatorId, currency } = await root();
  const tariff = await story(server).tariff({
    name: 'Fibre 50',
    price: '50',
    currency,
    partnerIds: [operatorId],
  });
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query(`update tariff set code = 'F50' where id = $1`, [tariff.id]);
  await owner.end();
  const rows = Array.from(
    { length: 60 },
    (_, i) =>
      `K${i};${i === 7 ? '' : `Kunde ${i}`};${i % 2 ? 'Aktiv' : 'ACTIVE'};${i % 20 === 3 ? 'Glas 50' : 'F50'};0${(i % 9) + 1}/0${(i % 5) + 1}/2026;1.200,5${i % 10}`,
  );
  const file = {
    name: 'kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Kundennummer;Name;Status;Tarif;Startdatum;Saldo\n${rows.join('\n')}\n`),
  };
  const window = await browser.open(server.url);
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  const both = async (name: string) => {
    expect(await violations(page)).toEqual([]);
    await picture(page, name);
    await page.setViewportSize(PHONE);
    expect(await violations(page)).toEqual([]);
    await picture(page, `${name}-phone`);
    await page.setViewportSize(DESKTOP);
  };
  await page.goto('/admin/imports');
  await page.getByText('No imports yet').waitFor();
  await both('import-empty');
  await page.getByLabel('A file to import', { exact: true }).last().setInputFiles(file);
  await page.getByRole('heading', { name: 'kunden.csv' }).waitFor();
  await page.getByRole('heading', { name: 'Where the columns go' }).waitFor();
  await both('import-map');
  // what can be read two ways is asked for, never guessed
  await page.getByRole('button', { name: 'Check 60 rows' }).click();
  await page.getByText('It was not checked: see the columns above.').waitFor();
  await page.getByLabel('Dates are written').click();
  await page.getByRole('option', { name: '31/12/2026' }).click();
  await page.getByLabel('Aktiv (30 rows) means').click();
  await page.getByRole('option', { name: 'ACTIVE', exact: true }).click();
  await page.getByRole('button', { name: 'Check 60 rows' }).click();
  await page.getByText('4 rows cannot be imported as they stand').waitFor();
  await both('import-checked');
  // the tariff of three rows is mended once, the name by itself; the keyboard is enough
  const cell = page.getByLabel('Tarif, line 5');
  await cell.fill('F50');
  await page.getByRole('button', { name: 'Save for all like it' }).click();
  await page.getByText('1 row cannot be imported as they stand').waitFor();
  await page.getByLabel('Name, line 9').fill('Kunde sieben');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Import 60 rows' }).click();
  await page.getByRole('link', { name: 'Open the list' }).waitFor();
  await both('import-done');
  await page.goto('/admin/imports');
  await page.getByRole('link', { name: 'kunden.csv' }).waitFor();
  await both('import-list');
  await takenBack(page, both);
  const { customers } = await server.must<any>('{ customers(first: 1) { totalCount } }');
  expect(customers.totalCount).toBe(60);
});

/** It says first what taking the import back would do, then what came of it. */
async function takenBack(page: Page, both: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'kunden.csv' }).click();
  await page.getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take back the import of kunden.csv' });
  await dialog.getByText('60 customers with an opening balance').waitFor();
  await both('import-undo');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Taken back', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Check again' }).waitFor();
  await both('import-undone');
}

it('a file that is no table is refused in words, and who may not import does not see it', async () => {
  const window = await browser.open(server.url, { expected: ['415', '403'] });
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  const { page } = window;
  await page.goto('/admin/imports');
  await page
    .getByLabel('A file to import', { exact: true })
    .last()
    .setInputFiles({
      name: 'a.xls',
      mimeType: 'x',
      buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    });
  await page.getByText('save it as XLSX or CSV').waitFor();
  const { id } = await root();
  const technician = await makeUser(server, id, 'TECHNICIAN');
  const other = await browser.open(server.url);
  await signInto(other, 'admin', technician.email, PASSWORD);
  await other.page.goto('/admin/imports');
  await other.page.getByText('Not part of your role').first().waitFor();
});
