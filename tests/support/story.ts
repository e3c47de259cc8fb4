import type { TestServer } from './backhaul.ts';

/** What a test tells: partners, plans, customers and their services, made through the API as a person would. */
export function story(server: TestServer) {
  const one = async (query: string, variables: object, token?: string): Promise<any> =>
    Object.values(
      await server.must<Record<string, any>>(query, variables, token ?? server.operator),
    )[0];
  return {
    operatorPartner: async (): Promise<{ id: string; currency: string }> =>
      (await server.must<any>('{ viewer { partner { id currency } } }')).viewer.partner,
    partner: (input: object, token?: string): Promise<{ id: string; number: number }> =>
      one(
        'mutation ($input: PartnerInput!) { createPartner(input: $input) { id number } }',
        { input },
        token,
      ),
    taxRate: (input: object, token?: string): Promise<{ id: string }> =>
      one(
        'mutation ($input: TaxRateInput!) { createTaxRate(input: $input) { id } }',
        { input },
        token,
      ),
    tariff: (input: object, token?: string): Promise<{ id: string }> =>
      one(
        'mutation ($input: TariffInput!) { createTariff(input: $input) { id } }',
        { input: { kind: 'INTERNET', ...input } },
        token,
      ),
    customer: (input: object, token?: string): Promise<{ id: string; number: number }> =>
      one(
        'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id number } }',
        { input },
        token,
      ),
    service: (input: object, token?: string): Promise<{ id: string }> =>
      one(
        'mutation ($input: ServiceInput!) { createService(input: $input) { id } }',
        { input },
        token,
      ),
    user: (input: object, token?: string): Promise<{ id: string }> =>
      one('mutation ($input: UserInput!) { createUser(input: $input) { id } }', { input }, token),
    settings: (partnerId: string, input: object, token?: string): Promise<unknown> =>
      one(
        'mutation ($p: ID!, $input: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $input) { overridden } }',
        { p: partnerId, input },
        token,
      ),
    pay: (input: object, token?: string): Promise<{ id: string; receiptNumber: string }> =>
      one(
        'mutation ($input: PaymentInput!) { recordPayment(input: $input) { id receiptNumber } }',
        { input: { method: 'BANK_TRANSFER', ...input } },
        token,
      ),
    customerNow: (id: string, token?: string): Promise<any> =>
      one(
        'query ($id: ID!) { customer(id: $id) { id status statusReason balance billing { nextBillingDate blockDate } services { nodes { id chargedUntil } } invoices(first: 50) { nodes { id number status total paid due documentDate dueDate lines { description periodFrom periodTo net tax total explanation } } } } }',
        { id },
        token,
      ),
  };
}

export const RUN =
  'id status date fingerprint failure progress customerCount invoiceCount net { amount currency } tax { amount currency } total { amount currency } partners { number }';

/** Starts runs and waits until they are previewed. */
export async function preview(
  server: TestServer,
  input: object,
  token = server.operator,
): Promise<any[]> {
  const { createBillingRun } = await server.must<any>(
    `mutation ($input: BillingRunInput!) { createBillingRun(input: $input) { id status } }`,
    { input },
    token,
  );
  return Promise.all(createBillingRun.map((run: { id: string }) => settled(server, run.id, token)));
}

/** Confirms a run and waits until it is processed. */
export async function confirm(
  server: TestServer,
  run: { id: string; fingerprint: string },
  token = server.operator,
): Promise<any> {
  await server.must(
    `mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }`,
    { id: run.id, f: run.fingerprint },
    token,
  );
  return settled(server, run.id, token);
}

/** The run, as soon as nothing works on it any more. */
export async function settled(
  server: TestServer,
  id: string,
  token = server.operator,
): Promise<any> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const { billingRun } = await server.must<any>(
      `query ($id: ID!) { billingRun(id: $id) { ${RUN} } }`,
      { id },
      token,
    );
    if (billingRun.status !== 'PREVIEWING' && billingRun.status !== 'CONFIRMING') return billingRun;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`run ${id} is still not settled`);
}
