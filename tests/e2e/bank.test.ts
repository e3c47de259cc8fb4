import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { camtOf, entriesOf, read } from '../support/bank.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { money } from '../support/money.ts';
import { makeCustomer } from '../support/tenants.ts';
import { picture, shown, violations } from './everyPage.ts';
import { openIsp, type Isp } from './isp.ts';

const NUMBER = '62001234567';

let isp: Isp;
const browser = useBrowser();
beforeAll(async () => {
  isp = await openIsp({ customers: 2 });
  const { server, karoo, operatorId } = isp;
  await server.must('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
    i: { partnerId: operatorId, name: 'Main account', accountNumber: NUMBER, currency: 'ZAR' },
  });
  const vera = await makeCustomer(server, karoo.id, { name: 'Vera Moser', status: 'ACTIVE' });
  const max = await makeCustomer(server, karoo.id, { name: 'Max Adler', status: 'ACTIVE' });
  const cash = money(server);
  const first = await cash.invoice(vera.id, '499.00');
  await cash.invoice(max.id, '1250.00');
  await read(
    server,
    camtOf(
      [
        {
          amount: '499.00',
          text: `Invoice ${first.number} thank you`,
          name: 'V. Moser',
          reference: 'A',
        },
        {
          amount: '1250.00',
          text: 'internet',
          name: 'ADLER MAX',
          reference: 'B',
        },
        {
          amount: '75.00',
          text: 'Kindest regards from a customer who does not say which',
          name: 'Anonymous',
          reference: 'C',
        },
        { amount: '-12.00', text: 'Account fee', reference: 'D' },
      ],
      {
        day: '2026-04-01',
        currency: 'ZAR',
        other: NUMBER,
        opening: '1000.00',
        closing: '2812.00',
        number: '14',
      },
    ),
  );
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(viewport?: { width: number; height: number }) {
  const window = await browser.open(isp.server.url, viewport ? { viewport } : {});
  await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
  return window.page;
}

describe('the queue of a bank’s entries', () => {
  it('is worked by keyboard: best first, with what posting does, and the next one comes by itself', async () => {
    const page = await office({ width: 1440, height: 1000 });
    await page.goto('/admin/bank');
    await page.getByText('Balance after it').waitFor();
    await shown(page);
    await picture(page, 'bank-queue');
    expect(await violations(page)).toEqual([]);
    const rows = page.getByRole('region', { name: 'entries' }).getByRole('button');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    // on arrival the first row has the keyboard, and is the only stop of Tab in the list
    await expect.poll(focused).toContain('V. Moser');
    expect(
      await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).tabIndex)),
    ).toEqual([0, -1, -1]);
    await page.keyboard.press('p');
    await page.getByRole('region', { name: '2 entries' }).waitFor();
    await page.getByRole('heading', { name: 'ADLER MAX' }).waitFor();
    await expect.poll(focused).toContain('ADLER MAX');
    expect(
      await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).tabIndex)),
    ).toEqual([0, -1]);
    // what is said of it is of it
    const detail = page.getByRole('region', { name: 'ADLER MAX' });
    await detail.getByText('1,250.00').first().waitFor();
    await detail.getByText('Balance after it').waitFor();
    expect(await detail.innerText()).not.toContain('Vera Moser');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Anonymous' }).waitFor();
    // a key that opens a dialog is not typed into it, and closed it gives the row the keyboard back
    await page.keyboard.press('i');
    const reason = page.getByRole('dialog').getByLabel('Reason');
    await reason.waitFor();
    expect(await reason.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await reason.waitFor({ state: 'detached' });
    await expect.poll(focused).toContain('Anonymous');
    await page.keyboard.press('s');
    const customer = page.getByRole('dialog').getByLabel('Customer');
    await customer.waitFor();
    expect(await customer.inputValue()).toBe('');
    await customer.fill('Max Adler');
    await page.getByRole('option', { name: /Max Adler/ }).click();
    await page.getByRole('dialog').getByText('Balance after it').waitFor();
    // which invoices, where somebody wants others than the oldest: with their sum beside the amount
    const due = page.getByRole('group', { name: /For which invoices of Max Adler/ });
    await due.getByRole('checkbox').check();
    await due.getByText(/1,250\.00.* due on what is chosen, of .*75\.00/).waitFor();
    await page
      .getByRole('dialog')
      .getByText(/75\.00.* on \d+\. Balance after it/)
      .waitFor();
    await picture(page, 'bank-split');
    await page.getByRole('button', { name: 'Post to Max Adler' }).click();
    await page.getByRole('region', { name: '1 entry' }).waitFor();
    await expect.poll(focused).toContain('ADLER MAX');
    await page.getByRole('tab', { name: 'Posted' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  });

  it('says of a return what it takes back before it does, and undoes it', async () => {
    const { server, karoo } = isp;
    const rosa = await makeCustomer(server, karoo.id, { name: 'Rosa Vogt', status: 'ACTIVE' });
    const { number } = await money(server).invoice(rosa.id, '649.00');
    const statement = { day: '2026-04-02', currency: 'ZAR', other: NUMBER };
    const paid = await read(
      server,
      camtOf([{ amount: '649.00', text: number, endToEndId: 'BACK-1', reference: 'R1' }], {
        ...statement,
        number: '20',
      }),
    );
    const [{ id }] = await entriesOf(server, paid.id);
    await server.must('mutation ($id: ID!) { postBankTransaction(id: $id) { id } }', { id });
    await read(
      server,
      camtOf(
        [
          {
            amount: '-684.00',
            name: 'ROSA VOGT',
            endToEndId: 'BACK-1',
            reference: 'R2',
            inner: '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>',
          },
        ],
        { ...statement, number: '21' },
      ),
    );
    const page = await office({ width: 1440, height: 1000 });
    await page.goto('/admin/bank');
    await page.getByRole('button', { name: /ROSA VOGT/ }).click();
    const detail = page.getByRole('region', { name: 'ROSA VOGT' });
    await detail
      .getByText(
        /649\.00 of payment \S+ is reversed; due again: .*649\.00 of \d+\. The bank asks .*35\.00/,
      )
      .waitFor();
    await detail.getByText('from another account or in another way').waitFor();
    await picture(page, 'bank-return-effect');
    expect(await violations(page)).toEqual([]);
    await detail.getByRole('button', { name: 'Take the payment back' }).click();
    await detail.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Posted' }).click();
    await page.getByRole('button', { name: /ROSA VOGT/ }).click();
    await detail.getByText('Took back payment').getByRole('link').waitFor();
    await picture(page, 'bank-return-posted');
    await detail.getByRole('button', { name: 'Undo' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/counts again and pays what it had paid/).waitFor();
    await dialog.getByLabel('Reason').fill('the bank was wrong');
    await dialog.getByRole('button', { name: 'Undo it' }).click();
    await detail.waitFor({ state: 'detached' });
    // all that is sure, of all accounts: how many and how much is said before, and Enter does it
    await page.getByRole('tab', { name: 'Waiting' }).click();
    await page.getByRole('button', { name: 'Post all that are sure' }).click();
    await dialog.getByText(/1 return of .*684\.00/).waitFor();
    await picture(page, 'bank-post-all');
    await page.keyboard.press('Enter');
    await dialog.getByText('1 entry posted.').waitFor();
  });

  it('is told of where payments are, and on the dashboard', async () => {
    const page = await office({ width: 1440, height: 1000 });
    await page.goto('/admin/payments');
    await page.getByText('1 entry of a bank statement waits to be posted').waitFor();
    await picture(page, 'bank-notice');
    await page.goto('/admin/');
    await page
      .getByRole('region', { name: 'What needs you' })
      .getByText('1 bank entry waits to be posted')
      .waitFor();
  });

  it('what was known of a file is shown, and taken in', async () => {
    const file = await read(
      isp.server,
      camtOf([{ amount: '75.00', text: 'same', name: 'Anonymous', reference: 'C' }], {
        day: '2026-04-01',
        currency: 'ZAR',
        other: NUMBER,
        number: '15',
      }),
    );
    expect(file).toMatchObject({ entriesNew: 0, entriesKnown: 1 });
    for (const [size, viewport] of Object.entries({ desktop: undefined, phone: PHONE })) {
      const page = await office(viewport ?? { width: 1440, height: 1000 });
      await page.goto('/admin/bank/accounts');
      await page.getByRole('button', { name: 'Show what was known' }).click();
      await page.getByRole('button', { name: 'Take in' }).waitFor();
      await picture(page, `bank-skipped-${size}`);
      expect(await violations(page)).toEqual([]);
      if (!viewport) continue;
      await page.getByRole('button', { name: 'Take in' }).click();
      await page.getByText('All of them were taken in.').waitFor();
    }
  });

  it('lists the accounts that a customer paid from, and forgets them', async () => {
    const found = await isp.server.must<any>(
      '{ customers(filter: { search: "Max Adler" }) { nodes { id } } }',
    );
    const [{ id }] = found.customers.nodes;
    const file = await read(
      isp.server,
      camtOf([{ amount: '5.00', text: 'more', iban: 'AT022011100003429660', reference: 'E' }], {
        day: '2026-04-02',
        currency: 'ZAR',
        other: NUMBER,
        number: '16',
      }),
    );
    const [{ id: entryId }] = await entriesOf(isp.server, file.id);
    await isp.server.must(
      `mutation ($id: ID!, $parts: [PairingPartInput!]) { postBankTransaction(id: $id, parts: $parts) { id } }`,
      { id: entryId, parts: [{ customerId: id, amount: '5.00' }] },
    );
    const page = await office({ width: 1440, height: 1000 });
    await page.goto(`/admin/customers/${id}/show?tab=bank`);
    await page.getByText('AT02 2011 1000 0342 9660').waitFor();
    await picture(page, 'bank-known');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'bank-known-phone');
    await page.getByRole('button', { name: 'Forget AT022011100003429660' }).click();
    await page.getByText('No account is known').waitFor();
  });

  it('and its accounts, files and settings stand on a phone too, said in words', async () => {
    await read(
      isp.server,
      camtOf(
        [
          { amount: '9.00', endToEndId: 'PAY-4711', reference: 'F' },
          {
            amount: '-8.00',
            name: 'Rita Ruck',
            inner: '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>',
            reference: 'G',
          },
        ],
        {
          day: '2026-04-03',
          currency: 'ZAR',
          other: NUMBER,
          opening: '5000.00',
          closing: '5001.00',
          number: '17',
        },
      ),
    );
    const page = await office(PHONE);
    await page.goto('/admin/bank');
    // without name and text, what else tells it
    await page.getByRole('button', { name: /End-to-end id PAY-4711/ }).waitFor();
    await page.getByRole('button', { name: /Rita Ruck/ }).click();
    await page.getByText('Not enough money (AM04)').waitFor();
    // nothing is known that it takes back: no word of batches
    await page.getByText('Ask the customer to pay again.').waitFor();
    await picture(page, 'bank-return-phone');
    await page.setViewportSize({ width: 1440, height: 1000 });
    await picture(page, 'bank-return');
    await page.goto('/admin/bank/accounts');
    await page.getByText(/closes with .* on 1 April 2026, this one opens/).waitFor();
    await page.setViewportSize(PHONE);
    for (const [name, path] of Object.entries({
      queue: '/admin/bank',
      accounts: '/admin/bank/accounts',
      csv: '/admin/bank/csv',
      settings: '/admin/settings/payments',
    })) {
      await page.goto(path);
      await shown(page);
      await picture(page, `bank-${name}-phone`);
      expect(await violations(page), path).toEqual([]);
    }
    // nothing is posted by itself where nobody says from when: no figure stands there, and it goes again
    const from = page.getByRole('spinbutton', { name: 'Post by itself from' });
    expect(await from.inputValue()).toBe('');
    await from.fill('90');
    const save = page.getByRole('button', { name: 'Save' });
    await save.waitFor();
    await from.fill('');
    await save.waitFor({ state: 'hidden' });
  });

  it('shows how a CSV file would be read before it is sent', async () => {
    const page = await office({ width: 1440, height: 1400 });
    await page.goto('/admin/bank/accounts');
    await page.getByText('No. 14').waitFor();
    await picture(page, 'bank-accounts');
    await page.goto('/admin/bank/csv');
    await page.getByLabel('A CSV file of your bank').setInputFiles({
      name: 'april.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'Date;Amount;Text\n01.04.2026;1.234,50;Internet April\n02.04.2026;-5,00;Fee\nx;1,00;odd\n',
      ),
    });
    await page
      .getByRole('region', { name: 'The first rows as read' })
      .getByText('1,234.50')
      .waitFor();
    await page.getByText('Set aside').waitFor();
    await picture(page, 'bank-csv');
    // found in the file, and changeable: with another sign between columns there is one column alone
    const between = page.getByRole('combobox', { name: 'Between columns' });
    await page.getByText('As found: Semicolon ;').waitFor();
    await between.click();
    await page.getByRole('option', { name: 'Bar |' }).click();
    const send = page.getByRole('button', { name: 'Send the file' });
    await page.getByText('Choose first which column is what').waitFor();
    expect(await send.isDisabled()).toBe(true);
    await between.click();
    await page.getByRole('option', { name: /As found/ }).click();
    await send.click();
    // what became of it stands there, as among the files
    await page.getByText('2 entries new').waitFor();
  });
});
