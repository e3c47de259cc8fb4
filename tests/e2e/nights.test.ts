import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { overflow, picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(options: Parameters<typeof browser.open>[1] = {}): Promise<Page> {
  const window = await browser.open(isp.server.url, options);
  await signInto(window, 'admin', isp.karoo.email, PASSWORD);
  return window.page;
}

/** Who of the reseller was billed for March and has not paid, and who has. */
async function standing(): Promise<{ owes: string[]; paid: string }> {
  const { customers } = await isp.server.must<any>(
    'query ($p: ID) { customers(filter: { partnerId: $p }, first: 50) { nodes { name outstanding } } }',
    { p: isp.karoo.id },
  );
  const owing = customers.nodes.filter((each: any) => Number(each.outstanding) > 0);
  const rest = customers.nodes.filter((each: any) => Number(each.outstanding) === 0);
  return { owes: owing.map((each: any) => each.name), paid: rest[0].name };
}
const addressOf = (name: string): string =>
  `/admin/customers/${isp.karoo.customers.find((each) => each.name === name)!.id}/show`;

describe('a night that is simulated', () => {
  it('says who would be blocked and why, and changes nothing', async () => {
    const { owes } = await standing();
    expect(owes.length).toBeGreaterThan(1);
    const page = await office();
    await page.goto('/admin/dunning');
    await page.getByLabel('Night of').fill('2026-04-03');
    await page.waitForURL(/date=2026-04-03/);
    await shown(page);
    await page.getByText('What the night of Fri, 3 Apr 2026 would do').waitFor();
    const blocked = page.getByRole('row').filter({ hasText: 'Blocked' });
    expect(await blocked.count()).toBe(owes.length);
    expect(await blocked.first().innerText()).toMatch(
      /Active[\s\S]*Blocked[\s\S]*Balance −ZAR\s[\d,.]+ is below the minimum ZAR\s0\.00 since/,
    );
    await page.getByRole('button', { name: `Blocked ${owes.length}` }).click();
    await page.waitForURL(/kind=BLOCK/);
    for (const name of owes) await page.getByRole('link', { name }).waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'nights-simulated');
    expect((await standing()).owes, 'looking changed nothing').toEqual(owes);
  });

  it('lists them on a phone too, and says where nothing happens', async () => {
    const page = await office({ viewport: PHONE });
    await page.goto('/admin/dunning?date=2026-04-03');
    await shown(page);
    expect(await overflow(page)).toEqual([]);
    expect(await page.getByRole('listitem').filter({ hasText: 'Blocked' }).count()).toBe(
      (await standing()).owes.length,
    );
    await picture(page, 'nights-simulated');
    await page.goto('/admin/dunning?date=2026-03-01');
    await shown(page);
    await page.getByText('What the night of Thu, 2 Apr 2026 would do').waitFor();
  });
});

describe('a promise to pay', () => {
  it('is written down, holds in the nights through its day, and is offered to nobody who owes nothing', async () => {
    const { owes, paid } = await standing();
    const page = await office();
    await page.goto(addressOf(owes[0]));
    await shown(page);
    const ahead = page.getByRole('region', { name: 'If nothing is paid' });
    const line = await ahead.getByText(/^Blocked on/).innerText();
    const tile = page.getByText('Blocked on, if unpaid').locator('..').locator('time');
    expect(line).toContain((await tile.innerText()).replace(/ \d{4}$/, ''));
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Promise to pay' }).click();
    const dialog = page.getByRole('dialog', { name: `Promise to pay of ${owes[0]}` });
    await dialog.getByLabel('Last day').fill('2026-04-10');
    await dialog.getByLabel('What was said').fill('Salary on the 9th');
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'nights-promise');
    await dialog.getByRole('button', { name: 'No blocking until Fri 10 Apr' }).click();
    await dialog.waitFor({ state: 'detached' });
    await ahead.getByText('Promised to pay until Fri 10 Apr.').waitFor();
    await expect.poll(() => tile.innerText()).toBe('11 Apr 2026');
    await ahead.getByText(/^Blocked on Sat 11 Apr/).waitFor();
    await picture(page, 'nights-promised');

    for (const [day, there] of [
      ['2026-04-10', 0],
      ['2026-04-11', 1],
    ] as const) {
      await page.goto(`/admin/dunning?date=${day}`);
      await shown(page);
      expect(await page.getByRole('link', { name: owes[0] }).count(), day).toBe(there);
    }
    await page.goto(addressOf(paid));
    await shown(page);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await page.getByRole('menuitem', { name: 'Promise to pay' }).count()).toBe(0);
  });
});

describe('holidays', () => {
  it('of a country are taken over, and one is taken out again', async () => {
    const page = await office();
    await page.goto(`/admin/settings/finance?partner=${isp.karoo.id}`);
    await shown(page);
    await page.getByRole('combobox', { name: 'Holidays of' }).selectOption('ZA');
    await page.getByRole('button', { name: /^Take over \d+ holidays/ }).click();
    const freedom = page.getByRole('checkbox', { name: /Mon, 27 Apr 2026 · Freedom Day/ });
    expect(await freedom.isChecked()).toBe(true);
    await freedom.uncheck();
    await page.getByRole('button', { name: 'Save settings' }).click();
    const kept = async (): Promise<any> =>
      (
        await isp.server.must<any>(
          'query ($p: ID!) { financeSettings(partnerId: $p) { holidayCountry holidays } }',
          { p: isp.karoo.id },
        )
      ).financeSettings;
    await expect.poll(async () => (await kept()).holidayCountry).toBe('ZA');
    const { holidays } = await kept();
    expect(holidays).toContain('2026-05-01');
    expect(holidays).not.toContain('2026-04-27');
    await picture(page, 'nights-holidays');

    const phone = await office({ viewport: PHONE });
    await phone.goto(`/admin/settings/finance?partner=${isp.karoo.id}`);
    await shown(phone);
    const chip = phone.locator('.MuiChip-root').filter({ hasText: '1 May' });
    expect((await chip.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await overflow(phone)).toEqual([]);
    await picture(phone, 'nights-holidays');
  });
});

describe('reminders', () => {
  it('say in words by which way and when, and what a late fee comes to', async () => {
    const page = await office();
    await page.goto(`/admin/settings/finance?partner=${isp.karoo.id}`);
    await shown(page);
    const section = page.getByRole('region', { name: 'Reminders and late fees' });
    await section.getByRole('combobox', { name: 'Remind by' }).click();
    await page.getByRole('option', { name: 'E-mail and SMS' }).click();
    await section.getByRole('textbox', { name: 'Late fee', exact: true }).fill('50');
    await page
      .getByText('A late fee of ZAR 50.00 comes 1 day after the last day to pay.')
      .waitFor();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await expect
      .poll(
        async () =>
          (
            await isp.server.must<any>(
              'query ($p: ID!) { financeSettings(partnerId: $p) { reminderChannel lateFee } }',
              { p: isp.karoo.id },
            )
          ).financeSettings,
      )
      .toEqual({ reminderChannel: 'BOTH', lateFee: '50.00' });
    await page.goto('/admin/dunning?date=2026-04-03&kind=LATE_FEE');
    await shown(page);
    await page
      .getByText(/^Late fee for invoice \d+: ZAR\s57\.50$/)
      .first()
      .waitFor();
    await picture(page, 'nights-late-fees');
  });
});

describe('the automation', () => {
  it('says in words what comes, skips a date once, and rests', async () => {
    const page = await office();
    await page.goto(`/admin/settings/automation?partner=${isp.karoo.id}`);
    await shown(page);
    await page.getByText('Nothing comes by itself: runs are made by hand.').waitFor();
    await page.getByRole('switch').first().check();
    const said = page.getByText(/Preview for 1 (April|May) on/).first();
    await said.waitFor();
    await page.getByRole('button', { name: 'Save automation' }).click();
    await expect
      .poll(
        async () =>
          (
            await isp.server.must<any>(
              'query ($p: ID!) { automationSettings(partnerId: $p) { enabled } }',
              { p: isp.karoo.id },
            )
          ).automationSettings.enabled,
      )
      .toBe(true);
    await page.reload();
    await shown(page);
    const words = (await said.innerText()).replace(/\.$/, '');
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'nights-automation');
    await page.goto('/admin/automation');
    await shown(page);
    // the same days here as in the settings
    await page.getByText(words, { exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^Skip / })
      .first()
      .click();
    const skip = page.getByRole('dialog');
    await skip.getByLabel(/^Reason/).fill('Prices change');
    await skip.getByRole('button', { name: /^Skip / }).click();
    await skip.waitFor({ state: 'detached' });
    await page.getByText(/is skipped: nothing comes by itself/).waitFor();
    await page.getByText(/Skipped by .*: Prices change/).waitFor();
    await page.getByRole('button', { name: 'Pause the automation' }).click();
    const pause = page.getByRole('dialog', { name: 'Pause the automation' });
    await pause.getByLabel('It works again on').fill('2026-05-20');
    await pause.getByRole('button', { name: 'Pause until 20 May' }).click();
    await pause.waitFor({ state: 'detached' });
    await page.getByText('Paused until 20 May').waitFor();
    await shown(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'nights-calendar');
  });
});
