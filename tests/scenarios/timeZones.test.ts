import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { preview } from '../support/story.ts';
import { life } from './household.ts';

// No pretended date here: between these two zones lie more than 24 hours, so that in one of them it is never the day of UTC.
const ZONES = ['Pacific/Kiritimati', 'Pacific/Niue'];
const dayIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer();
  tell = life(server);
});
afterAll(() => server.stop());

describe('where it is another day', () => {
  it.each(ZONES)('documents dated at their issue have the day of %s', async (timeZone) => {
    const shop = await tell.shop({ timeZone, settings: { documentDate: 'ISSUE_DATE' } });
    const [house, other] = [await tell.household(shop), await tell.household(shop)];
    const before = dayIn(timeZone);
    const { documentDate } = await tell.charge(house.id, '2026-04-01');
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    const { billingRun } = await server.must<any>(
      'query ($id: ID!) { billingRun(id: $id) { entries { nodes { customer { id } documentDate } } } }',
      { id: run.id },
    );
    const shown = billingRun.entries.nodes.find(
      (entry: any) => entry.customer.id === other.id,
    ).documentDate;
    if (dayIn(timeZone) === before) expect([documentDate, shown]).toEqual([before, before]); // not when midnight came in between
  });

  it('what is due today in one zone is overdue in the other, in the same list', async () => {
    // between the two lies more than a day: at least one day is today there and over here
    const dueDate = dayIn(ZONES[1]!);
    const invoices = new Map<string, string>();
    for (const timeZone of ZONES) {
      const shop = await tell.shop({ timeZone });
      const { id: customerId } = await tell.household(shop);
      const { createInvoice } = await server.must<any>(
        'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }',
        {
          input: {
            customerId,
            documentDate: dueDate,
            dueDate,
            lines: [{ description: 'Due', unitPrice: '7' }],
          },
        },
      );
      invoices.set(createInvoice.id, timeZone);
    }
    const found = async (status: string) => {
      const answer = await server.must<any>(
        'query ($s: [DueStatus!]) { invoices(filter: { dueStatus: $s }, first: 200) { totalCount nodes { id } } }',
        { s: [status] },
      );
      return answer.invoices.nodes.flatMap(({ id }: { id: string }) => invoices.get(id) ?? []);
    };
    const shown = [await found('OVERDUE'), await found('DUE_SOON')];
    if (dayIn(ZONES[1]!) === dueDate) expect(shown).toEqual([[ZONES[0]], [ZONES[1]]]);
  });
});
