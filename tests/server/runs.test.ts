import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview, settled, story } from '../support/story.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let operator: { id: string };

beforeAll(async () => {
  server = await startTestServer();
  tell = story(server);
  operator = await tell.operatorPartner();
});
afterAll(async () => {
  await server.stop();
});

/** A partner of its own with one customer of the plan, so that tests do not meet. */
async function household(
  options: { settings?: object; start?: string; customer?: object; price?: string } = {},
) {
  const partner = await tell.partner({
    name: `Reseller ${Math.trunc(performance.now() * 1000)}`,
    parentId: operator.id,
  });
  if (options.settings) await tell.settings(partner.id, options.settings);
  const tariff = await tell.tariff({
    name: 'Plan',
    price: options.price ?? '100',
    partnerIds: [partner.id],
  });
  const customer = await tell.customer({
    partnerId: partner.id,
    name: 'Thandi Nkosi',
    ...options.customer,
  });
  const service = await tell.service({
    customerId: customer.id,
    tariffId: tariff.id,
    startDate: options.start ?? '2026-04-01',
  });
  return { partner, tariff, customer, service };
}
const linesOf = (customer: any) =>
  customer.invoices.nodes.flatMap((invoice: any) =>
    invoice.lines.map((line: any) => `${line.periodFrom} - ${line.periodTo}: ${line.total}`),
  );

describe('a billing run, from preview to the ledger', () => {
  it('previews without changing anything, confirms, and moves everything on together', async () => {
    const { partner, customer } = await household();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    expect(run).toMatchObject({
      status: 'READY',
      customerCount: 1,
      invoiceCount: 1,
      total: [{ amount: '100.00', currency: 'EUR' }],
    });
    expect(await tell.customerNow(customer.id)).toMatchObject({
      balance: '0.00',
      invoices: { nodes: [] },
      billing: { nextBillingDate: '2026-04-01' },
    });

    expect(await confirm(server, run)).toMatchObject({ status: 'PROCESSED', progress: 1 });
    const after = await tell.customerNow(customer.id);
    expect(after).toMatchObject({
      balance: '-100.00',
      billing: { nextBillingDate: '2026-05-01' },
      services: { nodes: [{ chargedUntil: '2026-05-01' }] },
    });
    expect(after.invoices.nodes).toMatchObject([
      {
        status: expect.stringMatching(/UNPAID|OVERDUE/),
        total: '100.00',
        due: '100.00',
        documentDate: '2026-04-01',
        dueDate: '2026-04-15',
      },
    ]);
  });

  it('charges a catch-up over its whole time, rounded once', async () => {
    const { partner, customer } = await household({ start: '2026-03-15' });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    await confirm(server, run);
    expect(linesOf(await tell.customerNow(customer.id))).toEqual([
      '2026-03-15 - 2026-04-30: 154.84',
    ]);
  });

  it('gives each partner with customers due its own preview', async () => {
    const a = await household();
    const b = await household();
    const runs = await preview(server, {
      date: '2026-04-01',
      partnerIds: [a.partner.id, b.partner.id],
      separatePerPartner: true,
    });
    expect(runs.map((run) => [run.partners.length, run.total[0].amount])).toEqual([
      [1, '100.00'],
      [1, '100.00'],
    ]);
  });

  it('leaves out whom a person excludes, and takes the charge up again later', async () => {
    const { partner, customer } = await household();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    const { excludeFromBillingRun: without } = await server.must(
      'mutation ($id: ID!, $c: ID!) { excludeFromBillingRun(id: $id, customerId: $c, reason: "disputes the price") { fingerprint customerCount entries { nodes { excludedReason } } } }',
      { id: run.id, c: customer.id },
    );
    expect(without).toMatchObject({
      customerCount: 0,
      entries: { nodes: [{ excludedReason: 'disputes the price' }] },
    });
    expect(without.fingerprint).not.toBe(run.fingerprint);
    expect(
      await server.refused(
        'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
        { id: run.id, f: run.fingerprint },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
    await confirm(server, { id: run.id, fingerprint: without.fingerprint });
    expect(await tell.customerNow(customer.id)).toMatchObject({
      balance: '0.00',
      billing: { nextBillingDate: '2026-04-01' },
    });
  });

  it('is refused as stale, by name, when the facts changed since the preview', async () => {
    const { partner, customer, service } = await household();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    await server.must(
      'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "120" }) { id } }',
      { s: service.id },
    );
    const refusal = await server.refused(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
      { id: run.id, f: run.fingerprint },
    );
    expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
    expect(refusal.message).toContain('Thandi Nkosi');
    expect(await tell.customerNow(customer.id)).toMatchObject({ balance: '0.00' });
    await server.must('mutation ($id: ID!) { repreviewBillingRun(id: $id) { id } }', {
      id: run.id,
    });
    const again = await settled(server, run.id);
    expect(again.total).toEqual([{ amount: '120.00', currency: 'EUR' }]);
    expect(await confirm(server, again)).toMatchObject({ status: 'PROCESSED' });
  });

  it('notices a customer who became due since the preview', async () => {
    const { partner, tariff } = await household();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    const late = await tell.customer({ partnerId: partner.id, name: 'Lukas Late' });
    await tell.service({ customerId: late.id, tariffId: tariff.id, startDate: '2026-04-01' });
    expect(
      (
        await server.refused(
          'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
          { id: run.id, f: run.fingerprint },
        )
      ).message,
    ).toContain('Lukas Late');
  });

  it('is confirmed once, however many people click', async () => {
    const { partner, customer } = await household();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        server.ask(
          'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
          { id: run.id, f: run.fingerprint },
        ),
      ),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    expect(
      answers.flatMap((answer) => answer.errors ?? []).map((error) => error.extensions.reason),
    ).toEqual(Array(5).fill('ALREADY_CONFIRMED'));
    await settled(server, run.id);
    expect(await tell.customerNow(customer.id)).toMatchObject({ balance: '-100.00' });
    expect(
      await server.refused(
        'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
        { id: run.id, f: run.fingerprint },
      ),
    ).toMatchObject({ reason: 'ALREADY_CONFIRMED' });
  });

  it('is confirmed together with others: each on its own, what is refused by name, and again without harm', async () => {
    const [a, b] = [await household(), await household({ customer: { name: 'Sipho Dlamini' } })];
    const [[first], [second]] = [
      await preview(server, { date: '2026-04-01', partnerIds: [a.partner.id] }),
      await preview(server, { date: '2026-04-01', partnerIds: [b.partner.id] }),
    ];
    await server.must(
      'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "120" }) { id } }',
      { s: b.service.id },
    );
    const SEVERAL =
      'mutation ($runs: [RunToConfirmInput!]!) { confirmBillingRuns(runs: $runs) { run { id } refusal { reason message } } }';
    const wanted = [first, second].map(({ id, fingerprint }) => ({ id, fingerprint }));
    const several = async () =>
      (await server.must<any>(SEVERAL, { runs: wanted })).confirmBillingRuns;
    const stale = { reason: 'STALE_PREVIEW', message: expect.stringContaining('Sipho Dlamini') };
    const answer = [
      { run: { id: first.id }, refusal: null },
      { run: { id: second.id }, refusal: stale },
    ];
    expect(await several()).toEqual(answer);
    expect(await several()).toEqual(answer);
    await settled(server, first.id);
    expect(await several()).toEqual(answer);
    expect([
      (await tell.customerNow(a.customer.id)).balance,
      (await tell.customerNow(b.customer.id)).balance,
    ]).toEqual(['-100.00', '0.00']);
    const nowhere = { id: a.customer.id, fingerprint: '' };
    expect(await server.refused(SEVERAL, { runs: [...wanted, nowhere] })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(SEVERAL, { runs: [wanted[0], wanted[0]] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { runs: 'names a run twice' },
    });
  });

  it('never charges a day twice when two runs overlap', async () => {
    const { partner, customer } = await household();
    const [[first], [second]] = await Promise.all([
      preview(server, { date: '2026-04-01', partnerIds: [partner.id] }),
      preview(server, { date: '2026-04-01', partnerIds: [partner.id] }),
    ]);
    const answers = await Promise.all(
      [first, second].map((run) =>
        server.ask(
          'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
          { id: run.id, f: run.fingerprint },
        ),
      ),
    );
    expect(answers.filter((answer) => !answer.errors).length).toBeGreaterThanOrEqual(1);
    await Promise.all([settled(server, first.id), settled(server, second.id)]);
    const after = await tell.customerNow(customer.id);
    expect(after.balance).toBe('-100.00');
    expect(after.invoices.nodes).toHaveLength(1);
  });

  it('says who was left out and why', async () => {
    const { partner, customer } = await household({
      customer: { billing: { billingEnabled: false } },
    });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    const { billingRun } = await server.must(
      'query ($id: ID!) { billingRun(id: $id) { customerCount entries { nodes { customer { id } excludedReason lines { total } } } } }',
      { id: run.id },
    );
    expect(billingRun).toMatchObject({
      customerCount: 0,
      entries: {
        nodes: [
          {
            customer: { id: customer.id },
            excludedReason: 'Billing is switched off for this customer.',
            lines: [],
          },
        ],
      },
    });
  });

  it('compares with the previous processed run', async () => {
    const { partner, tariff, service } = await household({ start: '2026-03-01' });
    const [march] = await preview(server, { date: '2026-03-01', partnerIds: [partner.id] });
    await confirm(server, march);
    await server.must(
      'mutation ($s: ID!) { updateService(serviceId: $s, input: { unitPrice: "200" }) { id } }',
      { s: service.id },
    );
    const other = await tell.customer({ partnerId: partner.id, name: 'Newcomer' });
    await tell.service({ customerId: other.id, tariffId: tariff.id, startDate: '2026-04-01' });
    const [april] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    const { billingRun } = await server.must(
      'query ($id: ID!) { billingRun(id: $id) { partnerTotals { total previousTotal previousDate missingCount } entries { nodes { customer { name } flags previousTotal } } } }',
      { id: april.id },
    );
    expect(billingRun.partnerTotals).toEqual([
      { total: '300.00', previousTotal: '100.00', previousDate: '2026-03-01', missingCount: 0 },
    ]);
    expect(billingRun.entries.nodes).toMatchObject([
      { flags: expect.arrayContaining(['CHANGED']), previousTotal: '100.00' },
      {
        customer: { name: 'Newcomer' },
        flags: expect.arrayContaining(['NEW']),
        previousTotal: null,
      },
    ]);
  });

  it('lets the balance pay by itself', async () => {
    const { partner, customer } = await household();
    await tell.pay({ customerId: customer.id, amount: '130.00', date: '2026-03-20' });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    await confirm(server, run);
    const after = await tell.customerNow(customer.id);
    expect(after).toMatchObject({
      balance: '30.00',
      invoices: { nodes: [{ status: 'PAID', paid: '100.00', due: '0.00' }] },
    });
  });

  it('bills without invoices where the customer is set so', async () => {
    const { partner, customer } = await household({
      customer: { billing: { autoCreateInvoices: false } },
    });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    expect(run).toMatchObject({ customerCount: 1, invoiceCount: 0 });
    await confirm(server, run);
    expect(await tell.customerNow(customer.id)).toMatchObject({
      balance: '-100.00',
      invoices: { nodes: [] },
      services: { nodes: [{ chargedUntil: '2026-05-01' }] },
    });
  });
});

describe('one customer at a time', () => {
  const charge = (id: string, date: string) =>
    server.must(
      'mutation ($c: ID!, $d: Date!) { chargeCustomer(customerId: $c, date: $d) { number total lines { periodFrom periodTo total } } }',
      { c: id, d: date },
    );

  it('charges as of a date and leaves the rest to the next run', async () => {
    const { partner, customer } = await household({ start: '2026-03-15' });
    expect((await charge(customer.id, '2026-03-20')).chargeCustomer).toMatchObject({
      total: '54.84',
      lines: [{ periodFrom: '2026-03-15', periodTo: '2026-03-31' }],
    });
    expect((await charge(customer.id, '2026-03-20')).chargeCustomer).toBeNull();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partner.id] });
    await confirm(server, run);
    expect((await tell.customerNow(customer.id)).balance).toBe('-154.84');
  });

  it('undoes the last charge as a unit', async () => {
    const { customer } = await household();
    await charge(customer.id, '2026-04-01');
    await server.must('mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }', {
      c: customer.id,
    });
    const after = await tell.customerNow(customer.id);
    expect(after).toMatchObject({
      balance: '0.00',
      billing: { nextBillingDate: '2026-04-01' },
      services: { nodes: [{ chargedUntil: '2026-04-01' }] },
      invoices: { nodes: [{ status: 'VOID' }] },
    });
    expect(after.invoices.nodes[0].number).not.toBeNull();
    expect((await charge(customer.id, '2026-04-01')).chargeCustomer).toMatchObject({
      total: '100.00',
    });
  });

  it('does not undo a charge that a payment settled', async () => {
    const { customer } = await household();
    await charge(customer.id, '2026-04-01');
    await tell.pay({ customerId: customer.id, amount: '100.00', date: '2026-04-02' });
    expect(
      await server.refused('mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }', {
        c: customer.id,
      }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'PAYMENT_ALLOCATED' });
    expect((await tell.customerNow(customer.id)).balance).toBe('0.00');
  });
});
