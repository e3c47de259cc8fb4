import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
});
afterAll(() => server.stop());

const REVIEW = `query ($id: ID!) { billingRun(id: $id) { partnerTotals { previousTotal previousDate missingCount billedAlreadyCount } missing(first: 50) { customer { id } reason }
  entries(first: 100) { nodes { customer { id } flags previousTotal previousDate change differences changes { kind service { id } on before now amount } } }
  sorted: entries(first: 100, sort: [{ field: "change", order: DESC }]) { nodes { change } } } }`;
async function reviewed(
  shop: { id: string },
  date: string,
): Promise<{
  run: any;
  totals: any;
  missing: any[];
  entry: (id: string) => any;
  byChange: (string | null)[];
}> {
  const [run] = await preview(server, { date, partnerIds: [shop.id] });
  const { billingRun } = await server.must<any>(REVIEW, { id: run.id });
  return {
    run,
    totals: billingRun.partnerTotals[0],
    missing: billingRun.missing,
    byChange: billingRun.sorted.nodes.map((each: any) => each.change),
    entry: (id) => billingRun.entries.nodes.find((each: any) => each.customer.id === id),
  };
}
const billed = async (shop: { id: string }, date: string) =>
  confirm(server, (await reviewed(shop, date)).run);

describe('flags with two billing days', () => {
  it('compare each customer with its own last charge, and a run with the last one of its billing day', async () => {
    const shop = await tell.shop();
    const first = await tell.household(shop, { start: '2026-01-01' });
    const fifteenth = await tell.household(shop, {
      start: '2026-01-15',
      billing: { billingDay: 15 },
    });
    for (const date of ['2026-01-01', '2026-01-15', '2026-02-01', '2026-02-15'])
      await billed(shop, date);
    await tell.update(first.service, { unitPrice: '150' });
    const march = await reviewed(shop, '2026-03-01');
    expect(march.totals).toEqual({
      previousTotal: '100.00',
      previousDate: '2026-02-01',
      missingCount: 0,
      billedAlreadyCount: 0,
    });
    expect(march.missing).toEqual([]);
    expect(march.entry(first.id)).toEqual({
      customer: { id: first.id },
      flags: ['CHANGED'],
      previousTotal: '100.00',
      previousDate: '2026-02-01',
      change: '50.00',
      differences: ['Plan price 100.00 → 150.00: +50.00'],
      changes: [
        {
          kind: 'PRICE',
          service: { id: first.service },
          on: '2026-03-01',
          before: '100.00',
          now: '150.00',
          amount: '50.00',
        },
      ],
    });
    await confirm(server, march.run);
    const middle = await reviewed(shop, '2026-03-15');
    expect(middle.totals).toMatchObject({ previousDate: '2026-02-15', missingCount: 0 });
    expect(middle.entry(fifteenth.id)).toMatchObject({
      flags: [],
      previousDate: '2026-02-15',
      change: '0.00',
      changes: [],
    });
  });

  it('call nobody new in the first run of a billing day, and the newcomer in the second', async () => {
    const shop = await tell.shop();
    const old = await tell.household(shop, { start: '2026-01-01' });
    expect((await reviewed(shop, '2026-01-01')).entry(old.id).flags).not.toContain('NEW');
    await billed(shop, '2026-01-01');
    const late = await tell.household(shop, { start: '2026-02-15', billing: { billingDay: 15 } });
    expect((await reviewed(shop, '2026-02-15')).entry(late.id).flags).not.toContain('NEW');
    const newcomer = await tell.household(shop, { start: '2026-02-01' });
    const february = await reviewed(shop, '2026-02-01');
    expect(february.entry(newcomer.id)).toMatchObject({
      flags: expect.arrayContaining(['NEW']),
      previousTotal: null,
      previousDate: null,
      change: null,
    });
    expect(february.byChange).toEqual(['0.00', null]);
  });

  it('say of whom was billed for that date meanwhile that it was, and of others what they miss', async () => {
    const shop = await tell.shop();
    const [byHand, quarterly, ended, charged] = [
      await tell.household(shop),
      await tell.household(shop, { billing: { prepaidMonths: 3 } }),
      await tell.household(shop),
      await tell.household(shop),
    ];
    await billed(shop, '2026-04-01');
    await tell.charge(byHand.id, '2026-05-01');
    await tell.end(ended.service, '2026-04-30');
    const may = await reviewed(shop, '2026-05-01');
    expect(may.totals).toMatchObject({
      previousDate: '2026-04-01',
      missingCount: 1,
      billedAlreadyCount: 2,
    });
    expect(may.missing).toEqual([
      { customer: { id: ended.id }, reason: 'It has no service left to bill.' },
    ]);
    expect(may.entry(charged.id).flags).toEqual([]);
    expect([byHand, quarterly].map(({ id }) => may.entry(id))).toEqual([undefined, undefined]);
    await confirm(server, may.run);
    // the rest of a date comes in a second run: those of the first are billed already
    await tell.household(shop, { start: '2026-05-01' });
    expect((await reviewed(shop, '2026-05-01')).totals).toMatchObject({
      previousDate: '2026-04-01',
      missingCount: 1,
      billedAlreadyCount: 3,
    });
  });

  it('mark what covers more periods than anybody pays at once', async () => {
    const shop = await tell.shop();
    const [late, usual] = [
      await tell.household(shop, { start: '2025-12-10' }),
      await tell.household(shop, { start: '2026-02-10' }),
    ];
    const april = await reviewed(shop, '2026-04-01');
    expect(
      [april.entry(late.id).flags, april.entry(usual.id).flags].map((flags) =>
        flags.includes('MANY_PERIODS'),
      ),
    ).toEqual([true, false]);
  });
});
