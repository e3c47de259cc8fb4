import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser, type Window } from '../support/browser.ts';
import { preview, settled } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTenant, PASSWORD } from '../support/tenants.ts';
import { picture, violations } from './everyPage.ts';
import { openIsp, rand, type Isp } from './isp.ts';

let isp: Isp;
const browser = useBrowser();

beforeAll(async () => {
  isp = await openIsp({ customers: 6 });
});
afterAll(async () => {
  await isp.server.stop();
});

async function office(email: string, password: string): Promise<Window['page']> {
  const window = await browser.open(isp.server.url);
  await signInto(window, 'admin', email, password);
  return window.page;
}

describe('before a run', () => {
  it('one is told of those that wait for the same date; they are confirmed together, in one summary with the mails and in whose name', async () => {
    const { server, tell, operatorId, karoo, berg } = isp;
    // who never had a document of its own
    const young = await tell.partner({ name: 'Fynbos Net', parentId: operatorId, currency: 'ZAR' });
    const tariffId = await makeTariff(server, [young.id], { price: '300', currency: 'ZAR' });
    const first = await tell.customer({ partnerId: young.id, name: 'Ayanda First' });
    await tell.service({ customerId: first.id, tariffId, startDate: '2026-04-01' });
    const runs = await preview(server, {
      date: '2026-04-01',
      partnerIds: [karoo.id, berg.id, young.id],
      separatePerPartner: true,
    });
    expect(runs).toHaveLength(3);
    const page = await office(OPERATOR.email, OPERATOR.password);
    await page.goto('/admin/billing-runs/create');
    const date = page.getByLabel('Billing date');
    await date.fill('2026-04-01');
    const there = page.getByRole('status').filter({ hasText: 'are there already' });
    await there.getByText('3 runs for 1 Apr 2026 are there already').waitFor();
    expect(await there.innerText()).toMatch(/Karoo Fibre\s*waits to be confirmed: 6 invoices/);
    await date.fill('2026-06-01');
    await there.waitFor({ state: 'detached' });

    await page.goto('/admin/billing-runs');
    await page.getByRole('link', { name: 'Look at 3 waiting previews together' }).click();
    await page.getByRole('button', { name: 'Confirm 3 previews together' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm 13 invoices of 3 previews' });
    const old = [...karoo.customers, ...berg.customers];
    const sum = rand(old.reduce((all, { monthly }) => all + monthly, 300));
    await dialog.getByRole('cell', { name: sum }).waitFor();
    await dialog.getByText(/mails? waits?: no mail server/).waitFor();
    await dialog.getByText(/^Fynbos Net: This is the first document/).waitFor();
    const does = dialog.getByRole('list', { name: 'What confirming does' });
    expect(await does.innerText()).toMatch(
      /Dated Wed, 1 Apr 2026, to be paid by Wed, 15 Apr 2026\..*without gaps.*pays the invoice at once/s,
    );
    await dialog.getByText('This cannot be undone as a whole.').waitFor();
    expect(await violations(page)).toEqual([]);
    const confirm = dialog.getByRole('button', { name: 'Confirm 13 invoices' });
    expect(await confirm.isDisabled(), 'before one has said so').toBe(true);
    await dialog.getByRole('checkbox').check();
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    for (const { id } of runs)
      expect(await settled(server, id)).toMatchObject({ status: 'PROCESSED' });
    expect((await tell.customerNow(first.id)).invoices.nodes).toHaveLength(1);
  });
});

describe('while a service is added', () => {
  it('its first charge is said, line by line, and follows what is typed', async () => {
    const [customer] = isp.karoo.customers;
    const page = await office(isp.karoo.email, PASSWORD);
    await page.goto(`/admin/customers/${customer.id}/show?tab=services`);
    await page.getByRole('button', { name: 'Add service' }).click();
    const dialog = page.getByRole('dialog', { name: `Add a service for ${customer.name}` });
    await dialog.getByRole('combobox', { name: 'Tariff' }).click();
    await page.getByRole('option', { name: /Fibre 50\/50/ }).click();
    await dialog.getByLabel('First day').fill('2026-04-16');
    const first = dialog.getByRole('status').filter({ hasText: 'First charge' });
    // 15 of 30 days of April, then all of May
    await first.getByText(rand(748.5)).first().waitFor();
    expect(await first.innerText()).toContain('with the run for Fri, 1 May 2026');
    expect(
      await first.getByRole('list', { name: 'Lines of the first charge' }).innerText(),
    ).toContain('Fibre 50/50');
    await dialog.getByLabel('Quantity').fill('2');
    await first.getByText(rand(1497)).first().waitFor();
    await dialog.getByLabel('Last day').fill('2026-04-01');
    await first.getByText(/^Not known yet. Last day: .* before the start on 16 Apr 2026/).waitFor();
    await dialog.getByLabel('First day').fill('');
    await first.getByText('Not known yet. Choose the first day.').waitFor();
  });
});

describe('before a plan changes', () => {
  it('one is told what comes back and what is charged; a planned one is taken back, also in the portal', async () => {
    const { server, tell, operatorId } = isp;
    const net = await tell.partner({ name: 'Aloe Net', parentId: operatorId, currency: 'ZAR' });
    const plan = (name: string, price: string) =>
      makeTariff(server, [net.id], { name, price, currency: 'ZAR', portalSelectable: true });
    const [small] = [await plan('Aloe 50', '300'), await plan('Aloe 100', '600')];
    const customer = await makeCustomer(server, net.id);
    const { id: service } = await tell.service({
      customerId: customer.id,
      tariffId: small,
      startDate: '2026-04-01',
    });
    await server.must(
      'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
      { c: customer.id },
    );
    const page = await office(OPERATOR.email, OPERATOR.password);
    // from the rows of its customer as well
    await page.goto(`/admin/customers/${customer.id}/show?tab=services`);
    await page.getByRole('button', { name: 'Actions for Aloe 50' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).waitFor();
    await page.getByRole('menuitem', { name: 'Change plan' }).click();
    const fromRow = page.getByRole('dialog', { name: 'Change the plan of Aloe 50' });
    await fromRow.getByRole('combobox', { name: 'Tariff' }).click();
    await page.getByRole('option', { name: /Aloe 100.*incl\. tax/ }).click();
    await fromRow.getByText(/^Aloe 50: .* incl\. tax\. Aloe 100: .* incl\. tax\.$/).waitFor();
    await page.keyboard.press('Escape');
    await page.goto(`/admin/services/${service}/show`);
    await page.getByRole('button', { name: 'End service' }).click();
    const end = page.getByRole('dialog', { name: 'End Aloe 50' });
    await end.getByLabel('Last day of service').fill('2026-04-15');
    await end.getByText(/By a credit note on .*from 16 Apr 2026/).waitFor();
    await picture(page, 'end-service');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change plan' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the plan of Aloe 50' });
    await dialog.getByRole('combobox', { name: 'Tariff' }).click();
    await page.getByRole('option', { name: /Aloe 100/ }).click();
    await dialog.getByLabel('From').fill('2026-04-16');
    const effect = dialog.getByRole('status').filter({ hasText: 'What it comes to' });
    await effect.getByText(rand(150)).first().waitFor();
    await effect.getByText(rand(300)).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'change-plan');
    await page.setViewportSize(PHONE);
    await picture(page, 'change-plan');
    await page.setViewportSize(DESKTOP);
    await dialog.getByRole('button', { name: 'Plan the change' }).click();
    await dialog.waitFor({ state: 'detached' });
    await picture(page, 'planned-change');
    await page.getByRole('button', { name: 'Take back the change to Aloe 100' }).click();
    await page
      .getByRole('dialog', { name: 'Take back the change to Aloe 100' })
      .getByRole('button', { name: 'Take it back' })
      .click();
    await page.getByText('taken back', { exact: false }).first().waitFor();

    const window = await browser.open(isp.server.url, { viewport: PHONE });
    await signInto(window, 'portal', customer.login, PASSWORD);
    const { page: portal } = window;
    await portal.goto('/services');
    await portal.getByRole('button', { name: 'Change plan' }).click();
    await portal.getByLabel('From').fill('2026-04-16');
    await portal.getByText(/is charged for the new plan then/).waitFor();
    expect(await violations(portal)).toEqual([]);
    await picture(portal, 'portal-change-plan');
    await portal.getByRole('button', { name: 'Plan the change' }).click();
    await portal.getByText('Aloe 100 is planned from', { exact: false }).waitFor();
    await picture(portal, 'portal-planned');
    await portal.getByRole('button', { name: 'Take the change back' }).click();
    await portal.getByText('Your plan goes on as it was.', { exact: false }).waitFor();
  });
});

describe('before a price changes', () => {
  it('one is told for how many, and what they pay together; a planned one stands there and is taken back', async () => {
    const { server, tell, operatorId } = isp;
    const net = await tell.partner({ name: 'Protea Net', parentId: operatorId, currency: 'ZAR' });
    const tariffId = await makeTariff(server, [net.id], {
      name: 'Protea 50',
      price: '500',
      currency: 'ZAR',
    });
    let serviceId = '';
    for (const unitPrice of [null, '500', '450']) {
      const customer = await tell.customer({ partnerId: net.id, name: `House ${unitPrice}` });
      const { id } = await tell.service({
        customerId: customer.id,
        tariffId,
        startDate: '2026-04-01',
        endDate: '2026-12-31',
        unitPrice,
      });
      serviceId = id;
    }
    const page = await office(OPERATOR.email, OPERATOR.password);
    await page.goto(`/admin/tariffs/${tariffId}/show`);
    await page.getByRole('button', { name: 'Change price' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the price of Protea 50' });
    expect(await dialog.getByRole('button', { name: /^Change/ }).isDisabled()).toBe(true);
    await dialog.getByLabel('New price').fill('550');
    await dialog.getByRole('button', { name: 'Change it for 2 services' }).waitFor();
    const told = dialog.getByRole('status');
    expect(await told.innerText()).toContain(rand(1100));
    expect(await told.innerText()).toContain(rand(1000));
    await dialog.getByLabel('For whom').selectOption('ALL');
    await dialog.getByRole('button', { name: 'Change it for 3 services' }).waitFor();
    expect(await told.innerText()).toContain(rand(1650));
    await dialog.getByLabel('From').fill('1950-01-01');
    await dialog.getByText(/must lie between/).waitFor();
    await dialog.getByLabel('From').fill('2026-06-01');
    const confirm = dialog.getByRole('button', { name: 'Change it for 3 services' });
    await confirm.waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'change-price');
    await page.setViewportSize(PHONE);
    await picture(page, 'change-price');
    await page.setViewportSize(DESKTOP);
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    const prices = page.getByRole('region', { name: 'Prices' });
    await prices.getByText(/from 1 Jun 2026 \(planned\)/).waitFor();
    expect(await page.getByRole('button', { name: 'Change price' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'tariff-prices');

    await page.goto(`/admin/services/${serviceId}/show`);
    await page.getByText(/from 1 Jun 2026 \(planned\)/).waitFor();
    await picture(page, 'service-prices');
    await page.setViewportSize(PHONE);
    await picture(page, 'service-prices');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('button', { name: 'Change service' }).click();
    const change = page.getByRole('dialog', { name: 'Change Protea 50' });
    await change.getByLabel('Price', { exact: true }).fill('420');
    await change.getByLabel('Price and discounts hold from').fill('2026-05-01');
    await picture(page, 'service-change');
    await change.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('button', { name: 'Take back the price from 1 May 2026' }).click();
    await page.getByText('The planned price is taken back.').waitFor();

    await page.goto(`/admin/tariffs/${tariffId}/show`);
    await page.getByRole('button', { name: 'Take back the price from 1 Jun 2026' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('button', { name: 'Change price' }).waitFor();
    expect(await prices.innerText()).toMatch(/taken back/);
  });

  it('a service moves its start, loses its end and goes, as long as nothing of it is charged', async () => {
    const { tell, karoo } = isp;
    const [customer] = karoo.customers;
    const { data } = await isp.server.ask<any>(
      'query ($id: ID!) { service(id: $id) { tariff { id } } }',
      { id: customer.serviceId },
    );
    const extra = await tell.service({
      customerId: customer.id,
      tariffId: data.service.tariff.id,
      startDate: '2026-04-20',
      endDate: '2026-05-20',
      description: 'Extra line',
    });
    const page = await office(karoo.email, PASSWORD);
    await page.goto(`/admin/services/${extra.id}/show`);
    await page.getByRole('button', { name: 'Move the start' }).click();
    await page.getByLabel('First day of service').fill('2026-05-21');
    await page.getByRole('button', { name: 'Start it on 21 May 2026' }).click();
    await page
      .getByText('This may not lie after the end on 20 May 2026.', { exact: true })
      .waitFor();
    await page.getByLabel('First day of service').fill('2026-05-02');
    await picture(page, 'service-move');
    await page.getByRole('button', { name: 'Start it on 2 May 2026' }).click();
    await page.getByText('Extra line starts on 2 May 2026.').waitFor();
    await page.getByRole('button', { name: 'Remove the end' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the end' }).click();
    await page.getByText('It runs on').waitFor();
    expect(await page.getByRole('button', { name: 'Remove the end' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Delete service' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
    await page.getByText('Extra line is deleted.').waitFor();
    // one that was charged is only ended
    await page.goto(`/admin/services/${customer.serviceId}/show`);
    await page.getByRole('button', { name: 'End service' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Delete|Move)/ }).count()).toBe(0);
  });
});

describe('while company details are typed', () => {
  it('what is inherited as a whole is said to go, in words, beside each field and on the letterhead', async () => {
    const { server, operatorId } = isp;
    const young = await makeTenant(server, 'Succulent Net');
    await server.must(
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
      { p: operatorId, i: { name: 'Cape ISP Ltd', street: '1 Long St', city: 'Cape Town' } },
    );
    const page = await office(young.email, PASSWORD);
    await page.goto('/admin/settings/company');
    const letterhead = page.getByRole('complementary', { name: 'Letterhead' });
    await letterhead.getByText('Cape Town').waitFor();
    const name = page.getByRole('group', { name: 'Name', exact: true });
    await name.getByRole('textbox').fill('Succulent Net Ltd');
    const told = page.getByRole('status').filter({ hasText: '1 change.' });
    expect(await told.innerText()).toMatch(
      /No longer inherited once this is saved: Street.*, City/,
    );
    const street = page.getByRole('group', { name: 'Street and number' });
    await street.getByText('No longer inherited').waitFor();
    expect(await letterhead.innerText()).not.toContain('Cape Town');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save details' }).click();
    await page.getByText('Company details saved.').waitFor();
    expect(await letterhead.innerText()).not.toContain('Cape Town');
    await name.getByRole('button', { name: /^Reset Name/ }).click();
    expect(await told.innerText()).toMatch(/Inherited again: Street and number, City/);
    await letterhead.getByText('Cape Town').waitFor();
  });
});

describe('what is looked for', () => {
  it('is found without its accents, by its town and by the digits of its phone', async () => {
    await isp.tell.customer({
      partnerId: isp.karoo.id,
      name: 'Zoë Müller-Łukasz',
      city: 'Málaga',
      phone: '+27 (0)21 555-0199',
    });
    const page = await office(isp.karoo.email, PASSWORD);
    await page.goto('/admin/customers');
    for (const words of ['zoe muller', 'malaga', '215550199']) {
      await page.getByPlaceholder('Name, number, phone, e-mail, city').fill(words);
      await page.getByText('1–1 of 1').waitFor();
      await page.getByRole('link', { name: 'Zoë Müller-Łukasz' }).waitFor();
      await page.getByPlaceholder('Name, number, phone, e-mail, city').fill('');
      await page.getByText('1–7 of 7').waitFor();
    }
  });
});

describe('an invoice that a payment settles', () => {
  it('cannot be made void: that is not offered, and the way that works stands beside it', async () => {
    const { server, karoo, tell } = isp;
    const payer = karoo.customers[1];
    const { invoices } = await tell.customerNow(payer.id);
    const open = invoices.nodes.find(({ due }: { due: string }) => due !== '0.00');
    await tell.pay({
      customerId: payer.id,
      amount: open.due,
      date: '2026-04-01',
      invoiceId: open.id,
    });
    const page = await office(karoo.email, PASSWORD);
    await page.goto(`/admin/invoices/${open.id}/show`);
    await page.getByRole('button', { name: 'Correct this invoice' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Write what each line should have been').waitFor();
    expect(await dialog.getByRole('button', { name: 'Make it void' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Credit all of it' }).click();
    await dialog.getByText(/goes to the balance of/).waitFor();
    expect(
      await server.refused(
        'mutation ($id: ID!) { voidInvoice(id: $id, reason: "Mistake") { id } }',
        { id: open.id },
      ),
    ).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('the currency of a partner that sells in it', () => {
  it('is not offered to be changed, and why not stands beside it', async () => {
    const page = await office(OPERATOR.email, OPERATOR.password);
    await page.goto(`/admin/partners/${isp.karoo.id}`);
    await page
      .getByText('It stays: customers or tariffs of the partner are priced in it.')
      .waitFor();
    expect(await page.getByRole('combobox', { name: 'Currency' }).isDisabled()).toBe(true);
    const { id } = await isp.tell.partner({ name: 'Empty Net', parentId: isp.operatorId });
    await page.goto(`/admin/partners/${id}`);
    await page.getByText('Can be changed until something is sold in it.').waitFor();
    expect(await page.getByRole('combobox', { name: 'Currency' }).isDisabled()).toBe(false);
  });
});

describe('the kind of a tariff that services use', () => {
  it('is not offered to become one-time, or one-time to become another, and why not stands beside it', async () => {
    const { server, karoo } = isp;
    const [subscriber] = karoo.customers;
    const { service } = await server.must(
      'query ($id: ID!) { service(id: $id) { tariff { id } } }',
      { id: subscriber.serviceId },
    );
    const once = await makeTariff(server, [karoo.id], { kind: 'ONE_TIME', currency: 'ZAR' });
    const page = await office(OPERATOR.email, OPERATOR.password);
    const offered = async (id: string): Promise<string[]> => {
      await page.goto(`/admin/tariffs/${id}`);
      await page.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option').first().waitFor();
      const kinds = await page.getByRole('option').allInnerTexts();
      await page.keyboard.press('Escape');
      return kinds;
    };
    expect(await offered(once)).toEqual(['Internet', 'Voice', 'Recurring', 'One-time', 'Bundle']);
    expect(await offered(service.tariff.id)).toEqual(['Internet', 'Voice', 'Recurring', 'Bundle']);
    await page.getByText('It stays charged each month: services use it.').waitFor();
    await picture(page, 'kind-of-a-used-tariff');
    await isp.tell.service({
      customerId: subscriber.id,
      tariffId: once,
      startDate: '2026-04-01',
    });
    await page.goto(`/admin/tariffs/${once}`);
    await page.getByText('It stays charged once: services use it.').waitFor();
    const kind = page.getByRole('combobox', { name: 'Kind' });
    expect(await kind.innerText()).toBe('One-time');
    expect(await kind.isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });
});

describe('the tax of what is sold', () => {
  it('is a rate that the seller may use; two of one name tell whose they are', async () => {
    const { tell, karoo, berg, operatorId } = isp;
    const [subscriber] = karoo.customers;
    const page = await office(OPERATOR.email, OPERATOR.password);
    const tax = page.getByLabel('Tax', { exact: true });
    const rates = async (awaited: string): Promise<string[]> => {
      await tax.getByRole('option', { name: awaited, exact: true }).waitFor({ state: 'attached' });
      return (await tax.getByRole('option').allInnerTexts()).toSorted();
    };
    await page.goto(`/admin/invoices/create?customer=${subscriber.id}`);
    expect(await rates('VAT, 15%')).toEqual(['No tax', 'VAT, 15%']);
    await tell.taxRate({ partnerId: operatorId, name: 'VAT', percent: '15' });
    await page.reload();
    const ofKaroo = 'VAT, 15%, of Karoo Fibre';
    const ofOperator = 'VAT, 15%, of Cape Carrier';
    expect(await rates(ofKaroo)).toEqual(['No tax', ofOperator, ofKaroo]);

    await tax.selectOption(ofKaroo);
    await page.getByLabel('Description').fill('Router');
    await page.getByLabel('Unit price').fill('100');
    const [other] = berg.customers;
    await page.getByRole('combobox', { name: 'Customer' }).fill(other.name);
    await page.getByRole('option', { name: other.name }).click();
    const ofBerg = 'VAT, 15%, of Berg Wireless';
    expect(await rates(ofBerg)).toEqual(['No tax', ofBerg, ofOperator, ofKaroo]);
    await page.getByRole('button', { name: 'Save as draft' }).click();
    const refused = page.getByText(/this is another partner's tax rate/i);
    await refused.waitFor();
    expect(await refused.count()).toBe(1);
    await picture(page, 'tax-rates-of-a-customer');

    const { tariffs } = await isp.server.must(
      'query ($p: ID!) { tariffs(filter: { partnerId: $p, search: "50/50" }) { nodes { id } } }',
      { p: karoo.id },
    );
    await page.goto(`/admin/tariffs/${tariffs.nodes[0].id}`);
    await page.getByRole('combobox', { name: 'Tax rate' }).getByText(ofKaroo).waitFor();
    await page.getByRole('combobox', { name: 'Tax rate' }).click();
    await page.getByRole('option', { name: ofOperator }).waitFor();
    expect(await page.getByRole('option', { name: /Berg/ }).count()).toBe(0);
    expect(await page.getByRole('option', { name: /^VAT/ }).count()).toBe(2);
    await picture(page, 'tax-rates-of-a-tariff');
  });
});
