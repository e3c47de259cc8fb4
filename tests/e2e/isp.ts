import type { TestServer } from '../support/backhaul.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeUser, openSandbox, PASSWORD } from '../support/tenants.ts';
import { startWorld } from '../support/world.ts';

/** The day on which the stories take place. */
export const TODAY = '2026-04-01';

const GIVEN = [
  'Thandi',
  'Pieter',
  'Aisha',
  'Johannes',
  'Lerato',
  'Sipho',
  'Annelie',
  'Kabelo',
  'Fatima',
  'Willem',
  'Nomsa',
  'Hendrik',
];
const FAMILY = [
  'Nkosi',
  'van der Merwe',
  'Dlamini',
  'Botha',
  'Mokoena',
  'Naidoo',
  'Jacobs',
  'Khumalo',
  'Fourie',
  'Adams',
  'Molefe',
];
/** Twelve given names and eleven family names: no two of 132 people are called the same. */
const name = (index: number): string =>
  `${GIVEN[index % GIVEN.length]} ${FAMILY[(index * 7) % FAMILY.length]}`;

export interface Reseller {
  id: string;
  name: string;
  /** Its administrator. */
  email: string;
  token: string;
  customers: Subscriber[];
}

export interface Subscriber {
  id: string;
  name: string;
  login: string;
  serviceId: string;
  monthly: number;
}

export interface Isp {
  server: TestServer;
  tell: ReturnType<typeof story>;
  operatorId: string;
  karoo: Reseller;
  berg: Reseller;
}

const PLANS = [
  { name: 'Fibre 50/50', price: '499' },
  { name: 'Fibre 100/100', price: '699' },
  { name: 'Fibre 200/200 Business with fixed address and priority support', price: '1299.50' },
];

/**
 * An internet provider with two resellers, each with customers who subscribe to its plans since March. Everybody but the last
 * tenth of each reseller, which joins in April, has been billed for March; every third of those has paid.
 */
export async function openIsp({
  customers = 60,
  march = true,
}: { customers?: number; march?: boolean } = {}): Promise<Isp> {
  const { server, facts } = await startWorld(
    `isp_${customers}_${march ? 'billed' : 'new'}`,
    { BUSINESS_DATE: TODAY },
    (maker) => makeIsp(maker, { customers, march }),
  );
  return { server, tell: story(server), ...facts };
}

/** Makes such a provider. */
export async function makeIsp(
  server: TestServer,
  { customers, march }: { customers: number; march: boolean },
): Promise<Omit<Isp, 'server' | 'tell'>> {
  const tell = story(server);
  const operatorId = (await tell.operatorPartner()).id;
  await server.must(
    'mutation ($id: ID!) { updatePartner(id: $id, input: { name: "Cape Carrier" }) { id } }',
    { id: operatorId },
  );
  const { viewer } = await server.must('{ viewer { id } }');
  await server.must(
    'mutation ($id: ID!) { updateUser(id: $id, input: { name: "Sarah Pienaar" }) { id } }',
    { id: viewer.id },
  );
  const karoo = await reseller(server, { operatorId, name: 'Karoo Fibre', customers, offset: 0 });
  const berg = await reseller(server, {
    operatorId,
    name: 'Berg Wireless',
    customers,
    offset: customers,
  });
  if (march) await billMarch(server, [karoo, berg]);
  return { operatorId, karoo, berg };
}

async function reseller(
  server: TestServer,
  {
    operatorId,
    name: called,
    customers,
    offset,
  }: { operatorId: string; name: string; customers: number; offset: number },
): Promise<Reseller> {
  const tell = story(server);
  const { id } = await tell.partner({
    name: called,
    parentId: operatorId,
    currency: 'ZAR',
    timeZone: 'Africa/Johannesburg',
  });
  const admin = await makeUser(server, id, 'ADMINISTRATOR');
  await server.must(
    'mutation ($id: ID!, $input: PartnerUpdateInput!) { updatePartner(id: $id, input: $input) { id } }',
    {
      id,
      input: {
        supportEmail: `help@${called.split(' ')[0].toLowerCase()}.example`,
        supportPhone: '+27 21 555 0100',
      },
    },
  );
  await server.must(
    'mutation ($id: ID!, $input: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $id, input: $input) { name } }',
    {
      id,
      input: {
        name: called,
        street: '12 Long Street',
        zip: '8001',
        city: 'Cape Town',
        taxNumber: '4123456789',
      },
    },
  );
  await openSandbox(server, id);
  const vat = await tell.taxRate({ partnerId: id, name: 'VAT', percent: '15' });
  const plans = await Promise.all(
    PLANS.map(async (plan) => ({
      ...plan,
      ...(await tell.tariff({
        ...plan,
        currency: 'ZAR',
        taxRateId: vat.id,
        taxIncluded: true,
        partnerIds: [id],
      })),
    })),
  );
  const made = await inTurns(
    Array.from({ length: customers }, (_, index) => index),
    async (index) => {
      const plan = plans[index % plans.length];
      const login = `${called.split(' ')[0].toLowerCase()}-${index + 1}`;
      const customer = await tell.customer({
        partnerId: id,
        name: name(offset + index),
        login,
        password: PASSWORD,
        email: `${login}@mail.example`,
        street: `${index + 1} Main Road`,
        city: 'Beaufort West',
        zip: '6970',
        billing: { blockingEnabled: true },
      });
      const joinsInApril = index >= customers * 0.9;
      const service = await tell.service({
        customerId: customer.id,
        tariffId: plan.id,
        startDate: joinsInApril ? '2026-04-01' : '2026-03-01',
      });
      return {
        id: customer.id,
        name: name(offset + index),
        login,
        serviceId: service.id,
        monthly: Number(plan.price),
      };
    },
  );
  return { id, name: called, email: admin.email, token: admin.token, customers: made };
}

async function billMarch(server: TestServer, resellers: readonly Reseller[]): Promise<void> {
  const runs = await preview(server, {
    date: '2026-03-01',
    partnerIds: resellers.map((each) => each.id),
    separatePerPartner: true,
  });
  for (const run of runs) await confirm(server, run);
  const payers = resellers.flatMap((each) =>
    each.customers.filter((_, index) => index % 3 === 0 && index < each.customers.length * 0.9),
  );
  await inTurns(payers, (payer) =>
    story(server).pay({ customerId: payer.id, amount: String(payer.monthly), date: '2026-03-10' }),
  );
}

/** Eight at a time, in order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += 8)
    results.push(...(await Promise.all(items.slice(at, at + 8).map(work))));
  return results;
}

/** How the apps write rand. */
export const rand = (amount: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'ZAR' }).format(amount);
