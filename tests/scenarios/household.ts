import type { TestServer } from '../support/backhaul.ts';
import { story } from '../support/story.ts';

const LINE = 'description kind quantity unitPrice periodFrom periodTo net taxPercent tax total';
const INVOICE = `id number status documentDate dueDate currency net tax total paid due lines { ${LINE} }`;
const CUSTOMER = `id status statusReason balance billing { nextBillingDate blockDate overridden minimumBalance cycleWeeks billingDay paymentDueDays prepaidMonths paymentPeriod autoCreateInvoices }
  services(first: 50) { nodes { id status chargedUntil } } invoices(first: 100) { nodes { ${INVOICE} } }`;

/** What a story does over months, through the API alone. */
export function life(server: TestServer) {
  const tell = story(server);
  const one = async (query: string, variables: object): Promise<any> =>
    Object.values(await server.must<Record<string, any>>(query, variables))[0];
  let made = 0;
  return {
    ...tell,
    /** A partner of its own with its settings and one plan at 100, so that stories do not meet. */
    async shop(
      options: {
        currency?: string;
        timeZone?: string;
        parentId?: string;
        settings?: object;
        tariff?: object;
      } = {},
    ): Promise<{ id: string; number: number; tariff: string }> {
      const { settings, tariff, ...partner } = options;
      const { id, number } = await tell.partner({
        name: `Shop ${(made += 1)}`,
        currency: 'EUR',
        ...partner,
      });
      if (settings) await tell.settings(id, settings);
      return {
        id,
        number,
        tariff: (
          await tell.tariff({
            name: 'Plan',
            price: '100',
            currency: options.currency ?? 'EUR',
            partnerIds: [id],
            ...tariff,
          })
        ).id,
      };
    },
    /** A customer of the shop's plan. */
    async household(
      shop: { id: string; tariff: string },
      options: { start?: string; billing?: object; service?: object; customer?: object } = {},
    ): Promise<{ id: string; number: number; service: string }> {
      const customer = await tell.customer({
        partnerId: shop.id,
        name: `Household ${(made += 1)}`,
        status: 'ACTIVE',
        ...(options.billing ? { billing: options.billing } : {}),
        ...options.customer,
      });
      const service = await tell.service({
        customerId: customer.id,
        tariffId: shop.tariff,
        startDate: options.start ?? '2026-04-01',
        ...options.service,
      });
      return { ...customer, service: service.id };
    },
    now: (id: string): Promise<any> =>
      one(`query ($id: ID!) { customer(id: $id) { ${CUSTOMER} } }`, { id }),
    charge: (c: string, date: string): Promise<any> =>
      one(
        `mutation ($c: ID!, $date: Date!) { chargeCustomer(customerId: $c, date: $date) { ${INVOICE} } }`,
        { c, date },
      ),
    undo: (c: string, reason?: string): Promise<any> =>
      one(
        `mutation ($c: ID!, $reason: String) { undoLastCharge(customerId: $c, reason: $reason) { ${CUSTOMER} } }`,
        { c, reason },
      ),
    dun: (
      date: string,
      partnerId: string,
    ): Promise<{ blocked: number; deactivated: number; activated: number }> =>
      one(
        'mutation ($date: Date!, $partnerId: ID) { runDunning(date: $date, partnerId: $partnerId) { blocked deactivated activated } }',
        { date, partnerId },
      ),
    billing: (c: string, input: object): Promise<any> =>
      one(
        'mutation ($c: ID!, $input: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $input) { id } }',
        { c, input },
      ),
    item: (input: object): Promise<any> =>
      one('mutation ($input: FutureItemInput!) { addFutureItem(input: $input) { id } }', { input }),
    update: (s: string, input: object): Promise<any> =>
      one(
        'mutation ($s: ID!, $input: ServiceUpdateInput!) { updateService(serviceId: $s, input: $input) { id } }',
        { s, input },
      ),
    end: (s: string, endDate: string): Promise<any> =>
      one(
        'mutation ($s: ID!, $endDate: Date!) { endService(serviceId: $s, endDate: $endDate) { id } }',
        { s, endDate },
      ),
    entries: async (id: string, args = ''): Promise<any> =>
      (
        await one(
          `query ($id: ID!) { billingRun(id: $id) { entries${args} { totalCount pageInfo { hasNextPage endCursor } nodes { customer { id } excludedReason net tax total lines { ${LINE} } } } } }`,
          { id },
        )
      ).entries,
  };
}

/** "2026-03-15 - 2026-03-31: 54.84" for every line. */
export function told(
  lines: readonly {
    periodFrom: string | null;
    periodTo: string | null;
    total: string;
    description: string;
  }[],
): string[] {
  return lines.map(
    (line) =>
      `${line.periodFrom ? `${line.periodFrom} - ${line.periodTo}` : line.description}: ${line.total}`,
  );
}
