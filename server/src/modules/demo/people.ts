import type { App } from '../../kit/app.ts';
import { addDays, addMonths, maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { createUser, permissionsOfRole } from '../access/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { updateFinanceSettings } from '../settings/index.ts';
import { createTariff, createTaxRate, TaxBasis } from '../tariffs/index.ts';
import { GatewayKind, GatewayMode, saveGatewayAccount } from '../checkout/index.ts';
import { createCustomer, CustomerStatus } from '../customers/index.ts';
import { createPartner, updatePartner } from '../partners/index.ts';
import { createService, DiscountKind } from '../services/index.ts';
import { setDebtRules } from './debts.ts';
import { fieldsOfCustomer, fieldsOfService, makePaper, photographRoof } from './paper.ts';
import type { Chance } from './random.ts';
import {
  COMPANIES,
  EXTRAS,
  FIRST_NAMES,
  LAST_NAMES,
  ONE_TIME,
  OPERATOR,
  OWN_CITIES,
  OWN_CUSTOMERS,
  OWN_VAT,
  PARTNERS,
  PASSWORD,
  PLANS,
  PRICE_FACTORS,
  STREETS,
  type SamplePartner,
} from './sample.ts';
import { got } from '../../platform/must.ts';

/** What the sample needs at hand while it is made. */
export interface Maker {
  app: App;
  sql: ScopedSql;
  clock: Clock;
  chance: Chance;
  viewer: Viewer;
  today: LocalDate;
}

interface Seller {
  id: string;
  key: string;
  currency: string;
  vat: string;
  cities: SamplePartner['cities'];
  customers: number;
  plans: string[];
  extras: string[];
  router: string;
}

/** The tree, the tariffs, the people who sign in, and the customers with their services; nothing is billed yet. */
export async function makePeople(maker: Maker): Promise<void> {
  const { sql, viewer } = maker;
  await updatePartner(sql, viewer.partnerId, OPERATOR);
  const sellers: Seller[] = [
    await makeSeller(maker, viewer.partnerId, {
      key: '',
      currency: 'EUR',
      vat: OWN_VAT,
      cities: OWN_CITIES,
      customers: OWN_CUSTOMERS,
    }),
  ];
  const ids = new Map([['', viewer.partnerId]]);
  for (const partner of PARTNERS) {
    const { key, above, name, currency, timeZone, accentColor, settings } = partner;
    const id = await createPartner(sql, viewer.partnerId, {
      name,
      currency,
      timeZone,
      parentId: got(ids, above),
    });
    await updatePartner(sql, id, { accentColor });
    if (settings) await updateFinanceSettings(sql, id, settings);
    ids.set(key, id);
    sellers.push(await makeSeller(maker, id, partner));
  }
  if (maker.app.config.sandboxGateway)
    for (const { id } of sellers)
      await saveGatewayAccount(maker.app, (work) => work(sql), id, {
        kind: GatewayKind.SANDBOX,
        mode: GatewayMode.TEST,
      });
  await setDebtRules(sql, { operator: viewer.partnerId, reseller: got(ids, 'alpen') }, maker.today);
  // after the accounts: nobody has to be told of those
  await makeUsers(maker, ids);
  await makePaper(maker.app, sql, ids);
  for (const seller of sellers)
    for (let i = 0; i < seller.customers; i += 1) await makeCustomer(maker, seller, i);
  await photographRoof(sql);
}

/** A seller's tariffs, with the tax of its country. */
async function makeSeller(
  { sql, viewer }: Maker,
  id: string,
  {
    key,
    currency,
    vat,
    taxes,
    cities,
    customers,
  }: Pick<SamplePartner, 'key' | 'currency' | 'vat' | 'taxes' | 'cities' | 'customers'>,
): Promise<Seller> {
  const parts = taxes?.map((tax) => ({ ...tax, basis: TaxBasis.NET }));
  const taxRateId = await createTaxRate(sql, id, {
    name: taxes ? taxes.map(({ name }) => name).join(' and ') : `VAT ${vat} %`,
    percent: vat,
    ...(parts ? { parts } : {}),
  });
  const make = ({ name, kind, price, included, setupFee }: (typeof PLANS)[number]) =>
    createTariff(sql, viewer, {
      name,
      kind,
      currency,
      taxRateId,
      taxIncluded: included,
      partnerIds: [id],
      price: (price * PRICE_FACTORS[currency]).toFixed(4).replace(/\.?0+$/, ''),
      ...(setupFee ? { setupFee } : {}),
    });
  const all = async (plans: typeof PLANS) => {
    const made: string[] = [];
    for (const plan of plans) {
      const tariff = await make(plan);
      for (let i = 0; i < plan.weight; i += 1) made.push(tariff);
    }
    return made;
  };
  return {
    id,
    key,
    currency,
    vat,
    cities,
    customers,
    plans: await all(PLANS),
    extras: await all(EXTRAS),
    router: await make(ONE_TIME),
  };
}

/** Who signs in where; the first user of all is made before, for it makes the others. */
async function makeUsers({ sql, viewer }: Maker, partners: Map<string, string>): Promise<void> {
  const users = [
    ['alpen', 'reseller@demo.example', 'Resi Reseller', 'ADMINISTRATOR'],
    ['alpen', 'cashier@demo.example', 'Kai Cashier', 'CASHIER'],
    ['', 'finance@demo.example', 'Finn Finance', 'FINANCIAL_MANAGER'],
  ] as const;
  for (const [key, email, name, role] of users)
    await createUser(sql, viewer, got(partners, key), {
      partnerId: got(partners, key),
      email,
      name,
      role,
      password: PASSWORD,
    });
}

async function makeCustomer(
  { sql, clock, chance, today }: Omit<Maker, 'app'>,
  seller: Seller,
  index: number,
): Promise<void> {
  const last = chance.pick(LAST_NAMES);
  const name = chance.percent(12)
    ? `${last} ${chance.pick(COMPANIES)}`
    : `${chance.pick(FIRST_NAMES)} ${last}`;
  const [city, zip, country] = chance.pick(seller.cities);
  const year = addMonths(`${today.slice(0, 8)}01`, -11);
  // most were there before the year that is shown; the others came during it
  const start =
    index === 0 || chance.percent(60)
      ? addDays(year, -chance.roll(20))
      : addDays(year, chance.roll(350));
  const portal = index === 0 && seller.cities === OWN_CITIES;
  const status = start > addDays(today, -20) ? CustomerStatus.NEW : CustomerStatus.ACTIVE;
  // whoever tries the portal finds something to pay, and is not blocked for it
  const billing = portal
    ? { paymentDueDays: 28 }
    : {
        ...(chance.percent(15)
          ? { paymentPeriod: 'POSTPAID' }
          : chance.percent(6)
            ? { prepaidMonths: 3 }
            : {}),
        ...(chance.percent(10) ? { paymentDueDays: 28 } : {}),
      };
  const id = await createCustomer(sql, clock, seller.id, {
    partnerId: seller.id,
    name: portal ? 'Petra Portal' : name,
    status,
    billing: billing as never,
    createdOn: start > today ? today : start,
    street: `${chance.pick(STREETS)} ${1 + chance.roll(140)}`,
    city,
    zip,
    country,
    phone: `+${4 + chance.roll(5)}${String(10_000_000 + chance.roll(89_999_999))}`,
    email: portal ? 'customer@demo.example' : `customer${chance.roll(1_000_000)}@mail.example`,
    ...(portal ? { login: 'demo', password: PASSWORD } : {}),
    customFields: fieldsOfCustomer(seller.key, index, start),
  });
  await makeServices({ sql, clock, chance, today }, seller, id, maxDate(year, start));
}

async function makeServices(
  { sql, clock, chance, today }: Omit<Maker, 'app' | 'viewer'>,
  seller: Seller,
  customerId: string,
  startDate: LocalDate,
): Promise<void> {
  const discounts = chance.percent(15)
    ? [
        {
          kind: DiscountKind.PERCENT,
          value: chance.pick(['10', '20', '50']),
          from: null,
          until: addDays(addMonths(startDate, chance.pick([3, 6, 24])), -1),
          message: 'Welcome offer',
        },
      ]
    : [];
  const ended =
    chance.percent(6) && startDate < addMonths(today, -3)
      ? { endDate: addMonths(today, -chance.roll(3)) }
      : {};
  await createService(sql, clock, customerId, chance.pick(seller.plans), {
    customerId,
    tariffId: '',
    startDate,
    discounts,
    ...ended,
    customFields: fieldsOfService(customerId),
  });
  if (chance.percent(45))
    await createService(sql, clock, customerId, chance.pick(seller.extras), {
      customerId,
      tariffId: '',
      startDate: addDays(startDate, chance.roll(40)),
      quantity: chance.percent(10) ? '2' : '1',
    });
  if (chance.percent(12))
    await createService(sql, clock, customerId, seller.router, {
      customerId,
      tariffId: '',
      startDate,
    });
}

/** The first user of the sample as the services see a signed-in one. */
export function superAdministrator(
  scope: Viewer['scope'],
  id: string,
  name: string,
  email: string,
): Viewer {
  return {
    kind: 'OPERATOR',
    id,
    sessionId: '',
    expiresAt: new Date(0),
    name,
    email,
    role: 'SUPER_ADMINISTRATOR',
    permissions: permissionsOfRole('SUPER_ADMINISTRATOR'),
    partnerId: scope.partnerId,
    path: scope.path,
    scope,
  };
}
