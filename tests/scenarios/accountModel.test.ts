import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  charge,
  nextOpen,
  giveBack,
  monthAfter,
  nextDay,
  undo,
  type Day,
  type Model,
  type ModelService,
} from './accountModel.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let shop: { id: string; tariff: string; others: { id: string; price: number }[] };
const LONG = process.env.BACKHAUL_LONG === 'yes';
/** The day it is. */
const TODAY = '2026-07-20';

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY });
  tell = life(server);
  const made = await tell.shop();
  const others = [];
  for (const price of [3100, 7777, 20000]) {
    const { id } = await tell.tariff({
      name: `Plan ${price}`,
      price: String(price / 100),
      currency: 'EUR',
      partnerIds: [made.id],
    });
    others.push({ id, price });
  }
  shop = { ...made, others };
});
afterAll(() => server.stop());

/** The account on the server. */
interface Real {
  customer: string;
}
type Command = fc.AsyncCommand<Model, Real>;

const ask = (query: string, variables: object) => server.ask<Record<string, any>>(query, variables);
const cents = (amount: string): number => Math.round(Number(amount) * 100);

/** What holds after every step: the server has the balance of the reference, and owes and is owed by it alone. */
async function agrees(model: Model, { customer }: Real): Promise<void> {
  const now = await tell.now(customer);
  expect(cents(now.balance)).toBe(model.balance);
  const due = now.invoices.nodes
    .filter(({ status }: any) => status !== 'VOID')
    .reduce((sum: number, invoice: any) => sum + cents(invoice.due), 0);
  expect(due).toBe(Math.max(0, -model.balance));
  const until = new Map(now.services.nodes.map((each: any) => [each.id, each.chargedUntil]));
  for (const service of model.services)
    expect([service.id, nextOpen(service, until.get(service.id) as Day)]).toEqual([
      service.id,
      nextOpen(service, service.until),
    ]);
}

/** A step: what it is called, whether it can be asked for, and what it does on both sides. */
function command(
  name: string,
  can: (model: Model) => boolean,
  run: (model: Model, real: Real) => Promise<void>,
): Command {
  return {
    check: (model) => can(model),
    run: async (model, real) => {
      await run(model, real);
      await agrees(model, real);
    },
    toString: () => name,
  };
}

const latest = ({ services }: Model): ModelService => services.at(-1)!;
const rests = ({ rests: all }: ModelService): boolean => all.some(([, until]) => until === null);

const steps = {
  charge: (day: Day) =>
    command(
      `charge ${day}`,
      () => true,
      async (model, { customer }) => {
        const expected = charge(model, model.services, monthAfter(day));
        const made = await tell.charge(customer, day);
        expect(made && cents(made.total)).toBe(expected);
      },
    ),
  undo: () =>
    command(
      'undo the last charge',
      (model) => model.charges.some(({ undone }) => !undone),
      async (model, { customer }) => {
        const { errors } = await ask(
          'mutation ($c: ID!) { undoLastCharge(customerId: $c, reason: "wrong") { id } }',
          { c: customer },
        );
        // money or a note that settles its invoice, or a plan that follows, keeps it
        if (errors) expect(errors[0]!.extensions.code).toBe('CONFLICT');
        else undo(model);
      },
    ),
  pay: (amount: number) =>
    command(
      `pay ${amount}`,
      () => true,
      async (model, { customer }) => {
        const { id } = await tell.pay({
          customerId: customer,
          amount: (amount / 100).toFixed(2),
          date: TODAY,
        });
        model.payments.push({ id, cents: amount, reversed: false });
        model.balance += amount;
      },
    ),
  reverse: () =>
    command(
      'reverse the last payment',
      (model) => model.payments.some(({ reversed }) => !reversed),
      async (model) => {
        const last = model.payments.findLast(({ reversed }) => !reversed)!;
        await server.must(
          'mutation ($id: ID!) { reversePayment(id: $id, reason: "wrong") { id } }',
          { id: last.id },
        );
        last.reversed = true;
        model.balance -= last.cents;
      },
    ),
  end: (day: Day) =>
    command(
      `end on ${day} and give back`,
      (model) => day >= latest(model).start && !latest(model).restsWhilePaid,
      async (model) => {
        const service = latest(model);
        await tell.end(service.id, day);
        service.end = day;
        const expected = giveBack(model, service);
        const { creditUnused } = await server.must<any>(
          'mutation ($s: ID!) { creditUnused(serviceId: $s) { total } }',
          { s: service.id },
        );
        expect(creditUnused.reduce((sum: number, note: any) => sum + cents(note.total), 0)).toBe(
          expected,
        );
      },
    ),
  goOn: () =>
    command(
      'go on without an end',
      (model) => latest(model).end !== null,
      async (model) => {
        const service = latest(model);
        await server.must('mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }', {
          s: service.id,
        });
        service.end = null;
      },
    ),
  rest: (day: Day) =>
    command(
      `rest from ${day}`,
      (model) => !rests(latest(model)) && latest(model).end === null && day > latest(model).start,
      async (model) => {
        const service = latest(model);
        const { errors } = await ask(
          'mutation ($s: ID!, $d: Date!) { pauseService(serviceId: $s, from: $d) { id } }',
          { s: service.id, d: day },
        );
        // it may not overlap a rest that it had
        if (errors) return;
        service.rests.push([day, null]);
        if (day < service.until) service.restsWhilePaid = true;
      },
    ),
  wake: (day: Day) =>
    command(
      `resume on ${day}`,
      (model) => rests(latest(model)),
      async (model) => {
        const service = latest(model);
        const { errors } = await ask(
          'mutation ($s: ID!, $d: Date!) { resumeService(serviceId: $s, from: $d) { id } }',
          { s: service.id, d: day },
        );
        if (errors) return;
        service.rests.at(-1)![1] = day;
      },
    ),
  change: (day: Day, plan: number) =>
    command(
      `another plan from ${day}`,
      (model) => {
        const service = latest(model);
        const { start, end, restsWhilePaid } = service;
        return day > start && end === null && !rests(service) && !restsWhilePaid;
      },
      async (model, { customer }) => {
        const service = latest(model);
        const { id: tariffId, price } = shop.others[plan]!;
        const { data, errors } = await ask(
          `mutation ($i: PlanChangeInput!) { changePlan(input: $i) { credited charged balanceAfter to { id } } }`,
          { i: { serviceId: service.id, tariffId, date: day } },
        );
        if (errors) {
          expect(Object.keys(errors[0]!.extensions.fields ?? {})).toEqual(['tariffId']);
          return;
        }
        const { credited, charged, balanceAfter, to } = data.changePlan;
        const before = service.until;
        service.end = nextDay(day, -1);
        const back = giveBack(model, service);
        const follower: ModelService = {
          id: to.id,
          price,
          start: day,
          end: null,
          rests: service.rests
            .filter(([, until]) => until === null || until > day)
            .map(([from, until]) => [from < day ? day : from, until]),
          until: day,
        };
        model.services.push(follower);
        const made = charge(model, [follower], before) ?? 0;
        expect([credited, charged, balanceAfter].map(cents)).toEqual([back, made, model.balance]);
        expect(customer).toBeTruthy();
      },
    ),
};

/** A day from 1 May to 20 July. */
const day = fc.integer({ min: 0, max: 80 }).map((n) => nextDay('2026-05-01', n));
const month = fc.constantFrom('2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01');
const commands = fc.commands(
  [
    month.map(steps.charge),
    month.map(steps.charge),
    fc.constant(null).map(steps.undo),
    fc.integer({ min: 1, max: 30_000 }).map(steps.pay),
    fc.constant(null).map(steps.reverse),
    day.map(steps.end),
    fc.constant(null).map(steps.goOn),
    day.map(steps.rest),
    day.map(steps.wake),
    fc.tuple(day, fc.integer({ min: 0, max: 2 })).map(([on, plan]) => steps.change(on, plan)),
  ],
  { maxCommands: LONG ? 40 : 25, size: 'max' },
);

describe('an account, whatever is done to it and in which order', () => {
  it(
    'has the balance, the debts and the charged days of a plain reference',
    async () => {
      await fc.assert(
        fc.asyncProperty(commands, async (some) => {
          const { id: customer, service } = await tell.household(shop, { start: '2026-05-01' });
          const model: Model = {
            balance: 0,
            services: [
              {
                id: service,
                price: 10_000,
                start: '2026-05-01',
                end: null,
                rests: [],
                until: '2026-05-01',
              },
            ],
            charges: [],
            payments: [],
          };
          await fc.asyncModelRun(() => ({ model, real: { customer } }), some);
        }),
        {
          numRuns: LONG ? 300 : 4,
          ...(LONG ? {} : { seed: 20260720 }),
          endOnFailure: !LONG,
        },
      );
    },
    LONG ? 1_800_000 : 120_000,
  );
});
