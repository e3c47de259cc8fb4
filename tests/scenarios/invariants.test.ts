import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { BROKEN_FIGURES } from '../support/figures.ts';
import { settled } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-07-20' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** One story is a sample; npm run test:long tells many. */
const SEEDS = Array.from({ length: process.env.BACKHAUL_LONG === 'yes' ? 60 : 1 }, (_, i) => i + 1);

/** Numbers that look random and are the same for the same seed. */
function chance(seed: number): (below: number) => number {
  let state = (seed * 2654435761) % 2 ** 32;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What must hold on every account at every moment, each as a query for what breaks it. */
const BROKEN: Record<string, string> = {
  'the balance is credits less debits': `select c.number from customer c left join ledger_transaction t on t.customer_id = c.id group by c.id having c.balance_minor <> coalesce(sum(case t.type when 'CREDIT' then t.amount_minor else -t.amount_minor end), 0)`,
  'the last entry knows the balance': `select c.number from customer c join lateral (select balance_after_minor from ledger_transaction t where t.customer_id = c.id order by seq desc limit 1) t on true where t.balance_after_minor <> c.balance_minor`,
  'paid is the sum of what is allocated': `select i.number from invoice i left join allocation a on a.invoice_id = i.id group by i.id having i.paid_minor <> coalesce(sum(a.amount_minor), 0) or i.paid_minor < 0 or i.paid_minor > i.total_minor`,
  'nothing void is paid': `select number from invoice where state = 'VOID' and paid_minor <> 0`,
  'no credit is used twice': `select k.transaction_id from credit k join ledger_transaction t on t.id = k.transaction_id
    where k.remaining_minor < 0 or k.remaining_minor <> t.amount_minor
      - coalesce((select sum(a.amount_minor) from allocation a where a.transaction_id = t.id), 0)
      - coalesce((select sum(b.amount_minor) from ledger_transaction b where b.reverses_id = t.id), 0)`,
  'a note is the sum of its lines, all of them positive': `select n.number from credit_note n join credit_note_line l on l.credit_note_id = n.id group by n.id
    having n.net_minor <> sum(l.net_minor) or n.tax_minor <> sum(l.tax_minor) or n.total_minor <> sum(l.total_minor) or min(l.total_minor) <= 0`,
  'notes never exceed their invoice, end exactly at it, and are of none that is void': `
    select i.number from credit_note n join invoice i on i.id = n.invoice_id group by i.id
    having i.state <> 'ISSUED' or sum(n.total_minor) > i.total_minor or sum(n.net_minor) > i.net_minor or sum(n.tax_minor) > i.tax_minor
      or (sum(n.total_minor) = i.total_minor and sum(n.tax_minor) <> i.tax_minor)`,
  'a note knows what it settles and what was given back, and the rest is free': `
    select n.number from credit_note n join ledger_transaction t on t.credit_note_id = n.id and t.type = 'CREDIT' join credit k on k.transaction_id = t.id
    where t.amount_minor <> n.total_minor or t.tax_minor <> n.tax_minor
      or n.applied_minor <> coalesce((select sum(amount_minor) from allocation a where a.transaction_id = t.id), 0)
      or n.refunded_minor <> coalesce((select sum(amount_minor) from refund r where r.credit_note_id = n.id), 0)
      or k.remaining_minor <> n.total_minor - n.applied_minor - n.refunded_minor`,
  'a proforma is the sum of its lines, and moves no balance': `select f.number from proforma f join proforma_line l on l.proforma_id = f.id group by f.id
    having f.net_minor <> sum(l.net_minor) or f.tax_minor <> sum(l.tax_minor) or f.total_minor <> sum(l.total_minor)`,
  'what waits on a proforma is what it says, less than all of it, and only on open ones': `
    select f.number from proforma f left join credit k on k.proforma_id = f.id group by f.id
    having case f.status when 'UNPAID' then f.paid_minor <> coalesce(sum(k.remaining_minor), 0) or f.paid_minor >= f.total_minor else count(k) > 0 end`,
  'a paid proforma is its invoice, line by line': `
    select f.number from proforma f left join invoice i on i.id = f.invoice_id where (f.status = 'PAID') <> (i.id is not null)
      or (f.status = 'PAID' and (i.customer_id <> f.customer_id or i.total_minor <> f.total_minor or i.tax_minor <> f.tax_minor
        or (select count(*) from invoice_line l where l.invoice_id = i.id) <> (select count(*) from proforma_line l where l.proforma_id = f.id)))`,
  'what waits is of the payment that names the proforma': `select k.transaction_id from credit k left join payment p on p.id = k.payment_id where k.proforma_id is not null and k.proforma_id is distinct from p.proforma_id`,
  'what was given back is known to its payment and on the ledger': `
    select p.receipt_number from payment p where p.refunded_minor <> coalesce((select sum(amount_minor) from refund r where r.payment_id = p.id), 0)
    union all
    select r.id::text from refund r join ledger_transaction t on t.id = r.transaction_id where t.type <> 'DEBIT' or t.category <> 'Refund' or t.amount_minor <> r.amount_minor or t.date <> r.date`,
  'what is written off settles its invoice': `
    select i.number from invoice i where coalesce((select sum(amount_minor) from write_off w where w.invoice_id = i.id), 0)
      <> coalesce((select sum(amount_minor) from allocation a where a.invoice_id = i.id and a.made_by = 'WRITE_OFF'), 0)`,
  'what was credited of an invoice is not due': `
    select i.number from invoice i join credit_note n on n.invoice_id = i.id group by i.id having i.due_minor > i.total_minor - sum(n.total_minor)`,
  'an invoice is the sum of its lines': `select i.number from invoice i join invoice_line l on l.invoice_id = i.id group by i.id having i.net_minor <> sum(l.net_minor) or i.tax_minor <> sum(l.tax_minor) or i.total_minor <> sum(l.total_minor) or i.total_minor <> i.net_minor + i.tax_minor`,
  'the ledger of an invoice is its total less what was written off, of a void one nothing': `select i.number from invoice i left join ledger_transaction t on t.invoice_id = i.id where num_nonnulls(i.of_payment, i.of_month) = 0 group by i.id having coalesce(sum(case t.type when 'DEBIT' then t.amount_minor else -t.amount_minor end), 0) <> case i.state when 'ISSUED' then i.total_minor else 0 end - coalesce((select sum(amount_minor) from write_off w where w.invoice_id = i.id), 0)`,
  'free credit does not wait beside an open invoice': `select c.number from customer c join (select customer_id, sum(due_minor) due from invoice where due_minor > 0 group by 1) i on i.customer_id = c.id join (select customer_id, sum(remaining_minor) free from credit where proforma_id is null group by 1) k on k.customer_id = c.id where k.free > 0 and c.balance_minor + i.due > (select coalesce(sum(remaining_minor), 0) from credit w where w.customer_id = c.id and w.proforma_id is not null)`,
  'numbers have no gap': `select partner_id from (select partner_id, right(number, 6)::int n, row_number() over (partition by partner_id, left(number, 6) order by number) place from invoice where number is not null) x where n <> place
    union all select partner_id from (select partner_id, right(number, 6)::int n, row_number() over (partition by partner_id, left(number, 6) order by number) place from credit_note) x where n <> place
    union all select partner_id from (select partner_id, right(number, 6)::int n, row_number() over (partition by partner_id, left(number, 4) order by number) place from proforma) x where n <> place
    union all select partner_id from (select partner_id, right(receipt_number, 5)::int n, row_number() over (partition by partner_id, left(receipt_number, 8) order by receipt_number) place from payment) x where n <> place`,
  'what is taken back is dated today': `select t.id from ledger_transaction t where t.reverses_id is not null and t.category <> 'Refund' and not exists (select 1 from write_off w where w.transaction_id = t.reverses_id) and t.date <> '2026-07-20' union all select id from invoice where void_on <> '2026-07-20' union all select id from payment where reversed_on <> '2026-07-20'`,
  'no money of its own stays on a void invoice, and what made an allocation takes it back': `select invoice_id from allocation a join invoice i on i.id = a.invoice_id group by invoice_id, transaction_id, made_by, i.state having sum(a.amount_minor) < 0 or (i.state = 'VOID' and sum(a.amount_minor) <> 0)`,
  'no draft has a number': `select id from invoice where (state = 'DRAFT') <> (number is null)`,
  // what was charged, not undone and not given back follows day on day, from the start to
  // chargedUntil; only pauses may lie between
  'no day of a service is charged twice or left out': `
    select s.description, x.* from service s cross join lateral (
      select period_from, period_to, lag(period_to, 1, s.start_date) over (order by period_from) before, lead(period_from) over (order by period_from) after from (
        select t.period_from, least(t.period_to, (select min(u.first_day) from unused_days u where u.charge_id = h.id and u.service_id = s.id)) period_to from ledger_transaction t join charge h on h.id = t.charge_id
        where t.service_id = s.id and h.undone_at is null and t.reverses_id is null and t.type = 'DEBIT' and t.category = 'Service' and t.period_from is not null) kept
      where period_from < period_to) x
    where x.period_from < x.before or (x.after is null and x.period_to <> s.charged_until)
      or (x.period_from > x.before and not exists (select 1 from jsonb_array_elements(s.pauses) p where (p->>'from')::date <= x.before and coalesce((p->>'until')::date, 'infinity') >= x.period_from))`,
  'days given back are those of a charge, no more than it took': `
    select u.id from unused_days u where u.first_day >= u.until or (u.credit_note_id is not null and u.total_minor <> (select total_minor from credit_note n where n.id = u.credit_note_id))
      or u.total_minor > (select sum(t.amount_minor) from ledger_transaction t where t.charge_id = u.charge_id and t.type = 'DEBIT')`,
  'a service is followed by one other, which begins when it ends': `
    select s.id from service s left join service f on f.id = s.changed_to where s.changed_to is not null
      and (f.changed_from <> s.id or f.start_date <> s.end_date + 1 or not exists (select 1 from plan_change p where p.service_id = s.id and p.to_service_id = f.id and p.status <> 'CANCELLED'))`,
  'a change that is over did what it says': `
    select p.id from plan_change p where p.status = 'DONE' and (p.date > '2026-07-20'
      or p.credited_minor < coalesce((select sum(total_minor) from credit_note n where n.id = any (p.credit_notes)), 0)
      or p.charged_minor <> coalesce((select total_minor from invoice i where i.id = p.invoice_id), p.charged_minor))`,
  'what was never charged begins at its start': `select s.id from service s where s.charged_until <> s.start_date and not exists (select 1 from ledger_transaction t join charge h on h.id = t.charge_id where t.service_id = s.id and h.undone_at is null)`,
  'a run is the sum of its charges': `select r.id from billing_run r left join (select run_id, sum(total_minor) total from charge group by 1) h on h.run_id = r.id where r.status = 'PROCESSED' and coalesce(h.total, 0) <> coalesce((select sum((t->>'total')::bigint) from jsonb_array_elements(r.totals) t), 0)`,
};

async function checkAccounts(): Promise<void> {
  for (const [rule, query] of Object.entries({ ...BROKEN, ...BROKEN_FIGURES }))
    expect({ rule, broken: (await owner.query(query)).rows }).toEqual({ rule, broken: [] });
}

describe('half a year of whatever people do', () => {
  it.each(SEEDS)(
    'keeps every account in order (story %i)',
    async (seed) => {
      const draw = chance(seed);
      const pick = <T>(from: readonly T[]): T => from[draw(from.length)];
      const amount = () => `${draw(250)}.${String(draw(100)).padStart(2, '0')}`;
      const taxed = (
        await tell.taxRate({ name: `VAT ${seed}`, percent: pick(['15', '7.7', '19.5']) })
      ).id;
      const shops = await Promise.all(
        [
          { planChangeFeeCheaper: '40' },
          { taxRounding: 'PER_LINE', billingDay: 10, planChangeBilling: 'NEXT_CYCLE' },
          { paymentPeriod: 'POSTPAID' },
        ].map((settings) =>
          tell.shop({
            settings: { deactivationDays: 5, planChangeFeeDearer: '3', ...settings },
            tariff: {
              price: '33.3333',
              taxRateId: taxed,
              taxIncluded: draw(2) === 0,
              setupFee: '7.5',
            },
          }),
        ),
      );
      const sold = await Promise.all(
        shops.map(async (shop) => ({
          ...shop,
          other: (
            await tell.tariff({
              name: 'Other',
              price: amount(),
              currency: 'EUR',
              partnerIds: [shop.id],
              taxRateId: taxed,
            })
          ).id,
        })),
      );
      type Sold = (typeof sold)[number];
      const houses: { id: string; service: string; shop: Sold }[] = [];
      const dayOf = (month: number) => `2026-0${month}-${String(1 + draw(28)).padStart(2, '0')}`;
      const settle = async (month: number, mutation: string, variables: object): Promise<any> => {
        const { data, errors } = await server.ask<any>(mutation, variables);
        if (errors)
          expect({
            month,
            mutation,
            codes: errors
              .map((error) => error.extensions.code)
              .filter((code) => !['CONFLICT', 'BAD_USER_INPUT'].includes(code)),
          }).toEqual({ month, mutation, codes: [] });
        return data ? Object.values(data)[0] : null;
      };
      const newHouse = async (month: number) => {
        const shop = pick(sold);
        const billing = pick([
          {},
          { autoCreateInvoices: false },
          { prepaidMonths: 2 },
          { minimumBalance: '-20' },
          { billingDay: 20 },
        ]);
        const discounts = pick([
          [],
          [],
          [{ kind: 'PERCENT', value: '12.5', until: dayOf(month) }],
          [{ kind: 'FIXED', value: '5', from: dayOf(month) }],
        ]);
        houses.push({
          ...(await tell.household(shop, {
            start: dayOf(month),
            billing,
            service: { quantity: pick(['1', '1.5', '3']), discounts },
          })),
          shop,
        });
      };
      const open = async (customer: string): Promise<string[]> =>
        (await tell.now(customer)).invoices.nodes.map((invoice: { id: string }) => invoice.id);
      const acts: ((month: number) => Promise<unknown>)[] = [
        newHouse,
        async (month) => {
          const house = pick(houses);
          return tell
            .service({
              customerId: house.id,
              tariffId: house.shop.tariff,
              startDate: dayOf(month),
              ...(draw(3) ? {} : { endDate: `2026-0${month}-28` }),
            })
            .catch(() => null);
        },
        (month) =>
          settle(
            month,
            'mutation ($s: ID!, $p: Decimal!) { updateService(serviceId: $s, input: { unitPrice: $p }) { id } }',
            { s: pick(houses).service, p: amount() },
          ),
        (month) => {
          const { id, tariff } = pick(shops);
          return settle(
            month,
            'mutation ($id: ID!, $i: TariffInput!) { updateTariff(id: $id, input: $i) { id } }',
            {
              id: tariff,
              i: {
                name: 'Plan',
                kind: 'INTERNET',
                price: amount(),
                currency: 'EUR',
                partnerIds: [id],
                taxRateId: taxed,
                taxIncluded: draw(2) === 0,
                setupFee: '7.5',
              },
            },
          );
        },
        (month) =>
          settle(
            month,
            'mutation ($s: ID!, $i: ServiceUpdateInput!) { updateService(serviceId: $s, input: $i) { id } }',
            {
              s: pick(houses).service,
              i: {
                from: dayOf(month),
                ...pick([
                  { unitPrice: null },
                  { unitPrice: amount() },
                  { discounts: [{ kind: 'PERCENT', value: '20' }] },
                ]),
              },
            },
          ),
        async (month) => {
          const input = {
            tariffId: pick(shops).tariff,
            price: amount(),
            ...pick([{}, { from: dayOf(month) }]),
            scope: pick(['THOSE_AT_THE_OLD_PRICE', 'ALL', 'NEW_SERVICES_ONLY']),
          };
          const effect = await settle(
            month,
            'query ($i: TariffPriceInput!) { tariffPriceEffect(input: $i) { fingerprint } }',
            { i: input },
          );
          return (
            effect &&
            settle(
              month,
              'mutation ($i: TariffPriceInput!, $f: String!) { changeTariffPrice(input: $i, fingerprint: $f) { id } }',
              { i: input, f: effect.fingerprint },
            )
          );
        },
        (month) =>
          settle(month, 'mutation ($t: ID!) { cancelTariffPrice(tariffId: $t) { id } }', {
            t: pick(shops).tariff,
          }),
        (month) =>
          settle(
            month,
            'mutation ($s: ID!, $d: Date!) { moveServiceStart(serviceId: $s, startDate: $d) { id } }',
            { s: pick(houses).service, d: dayOf(month) },
          ),
        (month) =>
          settle(month, 'mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }', {
            s: pick(houses).service,
          }),
        async (month) => {
          const { customer } = await server.must<any>(
            'query ($id: ID!) { customer(id: $id) { services { nodes { id } } } }',
            { id: pick(houses).id },
          );
          const doomed = pick<any>(customer.services.nodes).id;
          // houses keep the service they began with
          return houses.some(({ service }) => service === doomed)
            ? null
            : settle(month, 'mutation ($s: ID!) { deleteService(serviceId: $s) }', { s: doomed });
        },
        (month) =>
          settle(
            month,
            'mutation ($s: ID!, $d: Date!) { endService(serviceId: $s, endDate: $d) { id } }',
            { s: pick(houses).service, d: `2026-0${month}-28` },
          ),
        (month) =>
          settle(
            month,
            pick([
              'mutation ($s: ID!, $d: Date!) { pauseService(serviceId: $s, from: $d) { id } }',
              'mutation ($s: ID!, $d: Date!) { resumeService(serviceId: $s, from: $d) { id } }',
            ]),
            { s: pick(houses).service, d: dayOf(month) },
          ),
        async (month) => {
          const house = pick(houses);
          const { customer } = await server.must<any>(
            'query ($id: ID!) { customer(id: $id) { services(first: 50) { nodes { id planned { id } } } } }',
            { id: house.id },
          );
          const { id, planned } = pick<any>(customer.services.nodes);
          if (planned.length && draw(2))
            return settle(month, 'mutation ($id: ID!) { cancelPlanChange(id: $id) { id } }', {
              id: planned[0].id,
            });
          return settle(month, 'mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id } }', {
            i: { serviceId: id, tariffId: house.shop.other, date: dayOf(month) },
          });
        },
        (month) =>
          settle(month, 'mutation ($s: ID!) { creditUnused(serviceId: $s) { id } }', {
            s: pick(houses).service,
          }),
        (month) =>
          settle(
            month,
            'mutation ($c: ID!, $d: Date!) { chargeCustomer(customerId: $c, date: $d) { id } }',
            { c: pick(houses).id, d: dayOf(month) },
          ),
        (month) =>
          settle(month, 'mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }', {
            c: pick(houses).id,
          }),
        (month) =>
          settle(month, 'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
            i: {
              customerId: pick(houses).id,
              amount: amount(),
              date: dayOf(month),
              method: pick(['CASH', 'CARD']),
            },
          }),
        (month) =>
          settle(month, 'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
            i: {
              customerId: pick(houses).id,
              amount: amount(),
              date: dayOf(month),
              method: 'CASH',
            },
          }),
        async (month) => {
          const { payments } = await server.must<any>(
            'query ($f: PaymentFilter) { payments(filter: $f) { nodes { id } } }',
            { f: { customerId: pick(houses).id } },
          );
          return (
            payments.nodes.length &&
            settle(
              month,
              'mutation ($id: ID!) { reversePayment(id: $id, reason: "wrong") { id } }',
              { id: pick<any>(payments.nodes).id },
            )
          );
        },
        (month) =>
          settle(
            month,
            'mutation ($c: ID!, $t: TransactionType!, $a: Decimal!, $d: Date!) { createTransaction(customerId: $c, type: $t, amount: $a, date: $d, description: "By hand") { id } }',
            { c: pick(houses).id, t: pick(['CREDIT', 'DEBIT']), a: amount(), d: dayOf(month) },
          ),
        (month) =>
          settle(month, 'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
            i: {
              customerId: pick(houses).id,
              documentDate: dayOf(month),
              draft: draw(4) === 0,
              lines: [
                { description: 'Visit', unitPrice: amount(), quantity: '1.25', taxRateId: taxed },
                { description: 'Kindness', unitPrice: '-1', taxRateId: taxed },
              ],
            },
          }),
        async (month) => {
          const invoices = await open(pick(houses).id);
          return (
            invoices.length &&
            settle(month, 'mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { id } }', {
              id: pick(invoices),
            })
          );
        },
        async (month) => {
          const invoices = await open(pick(houses).id);
          return (
            invoices.length &&
            settle(month, 'mutation ($id: ID!) { approveInvoice(id: $id) { id } }', {
              id: pick(invoices),
            })
          );
        },
        async (month) => {
          const customerId = pick(houses).id;
          const invoices = await open(customerId);
          const own = { lines: [{ description: 'Sorry', unitPrice: amount(), taxRateId: taxed }] };
          const wish = pick<object>([
            {},
            { amount: amount() },
            { amount: amount() },
            { invoiceLines: [{ position: 1 }] },
            { invoiceLines: [{ position: 1, amount: amount() }] },
            own,
          ]);
          return settle(
            month,
            'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }',
            {
              i: {
                customerId,
                documentDate: dayOf(month),
                reason: 'outage',
                ...(invoices.length && draw(5) ? { invoiceId: pick(invoices), ...wish } : own),
              },
            },
          );
        },
        async (month) => {
          const customerId = pick(houses).id;
          const { proformas } = await server.must<any>(
            'query ($d: DocumentFilter) { proformas(filter: $d) { nodes { id due } } }',
            { d: { status: 'UNPAID', customerId } },
          );
          const asked = proformas.nodes.length > 0 && pick<any>(proformas.nodes);
          if (!asked || !draw(3))
            return settle(
              month,
              'mutation ($i: ProformaInput!) { createProforma(input: $i) { id } }',
              {
                i: {
                  customerId,
                  documentDate: dayOf(month),
                  lines: [{ description: 'Ahead', unitPrice: amount(), taxRateId: taxed }],
                },
              },
            );
          if (!draw(4))
            return settle(
              month,
              'mutation ($id: ID!) { voidProforma(id: $id, reason: "not wanted") { id } }',
              { id: asked.id },
            );
          return settle(month, 'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
            i: {
              customerId,
              proformaId: asked.id,
              amount: draw(2) ? asked.due : amount(),
              date: dayOf(month),
              method: 'CASH',
            },
          });
        },
        async (month) => {
          const { creditNotes, payments } = await server.must<any>(
            'query ($d: DocumentFilter, $p: PaymentFilter) { creditNotes(filter: $d) { nodes { id } } payments(filter: $p) { nodes { id } } }',
            { d: { status: 'OPEN' }, p: { customerId: pick(houses).id } },
          );
          const date = dayOf(month);
          if (creditNotes.nodes.length && draw(2))
            return settle(
              month,
              'mutation ($id: ID!, $d: Date!) { refundCreditNote(id: $id, date: $d, method: CASH) { id } }',
              { id: pick<any>(creditNotes.nodes).id, d: date },
            );
          return (
            payments.nodes.length &&
            settle(
              month,
              'mutation ($id: ID!, $a: Decimal, $d: Date!) { refundPayment(id: $id, amount: $a, date: $d) { id } }',
              { id: pick<any>(payments.nodes).id, a: pick([null, amount(), '1']), d: date },
            )
          );
        },
        async (month) => {
          const invoices = await open(pick(houses).id);
          return (
            invoices.length &&
            settle(
              month,
              'mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "gone") { id } }',
              {
                id: pick(invoices),
              },
            )
          );
        },
        (month) =>
          settle(month, 'mutation ($i: FutureItemInput!) { addFutureItem(input: $i) { id } }', {
            i: {
              customerId: pick(houses).id,
              description: 'Cable',
              unitPrice: pick([amount(), amount(), `-${amount()}`]),
              date: dayOf(month),
            },
          }),
        (month) => tell.dun(dayOf(month), pick(shops).id),
        (month) =>
          settle(
            month,
            'mutation ($c: ID!, $i: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $i) { id } }',
            {
              c: pick(houses).id,
              i: pick<object>([
                { billingDay: 5 },
                { billingDay: null },
                { prepaidMonths: 3 },
                { paymentPeriod: 'POSTPAID' },
                { paymentPeriod: null },
              ]),
            },
          ),
        async (month) => {
          const runs = await settle(
            month,
            'mutation ($i: BillingRunInput!) { createBillingRun(input: $i) { id } }',
            {
              i: {
                date: pick([`2026-0${month}-01`, `2026-0${month}-10`]),
                partnerIds: [pick(shops).id],
              },
            },
          );
          const run = await settled(server, runs[0].id);
          await settle(
            month,
            'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
            { id: run.id, f: run.fingerprint },
          );
          const done = await settled(server, run.id);
          expect(['PROCESSED', 'READY']).toContain(done.status); // READY: it was stale
        },
      ];
      for (let i = 0; i < 4; i += 1) await newHouse(1);
      for (let month = 1; month <= 6; month += 1) {
        for (let i = 0; i < 8; i += 1) await Promise.all([1, 2, 3].map(() => pick(acts)(month))); // three at once, as people do
        await checkAccounts();
      }
      for (const { id } of shops) {
        // in the end everything is caught up, and once more changes nothing
        const [run] = (
          await server.must<any>(
            'mutation ($i: BillingRunInput!) { createBillingRun(input: $i) { id } }',
            { i: { date: '2026-09-01', partnerIds: [id] } },
          )
        ).createBillingRun;
        const ready = await settled(server, run.id);
        await server.must(
          'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
          { id: run.id, f: ready.fingerprint },
        );
        expect((await settled(server, run.id)).status).toBe('PROCESSED');
        const [second] = (
          await server.must<any>(
            'mutation ($i: BillingRunInput!) { createBillingRun(input: $i) { id } }',
            { i: { date: '2026-09-01', partnerIds: [id] } },
          )
        ).createBillingRun;
        expect(await settled(server, second.id)).toMatchObject({ customerCount: 0, total: [] });
      }
      await checkAccounts();
    },
    180_000,
  );
});
