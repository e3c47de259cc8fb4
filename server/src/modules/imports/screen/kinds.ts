import type { ImportKind } from '@backhaul/domain/imports/targets';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { must } from '../../../platform/must.ts';
import type { Frame, PartnerPlace } from '../frame.ts';
import { KINDS, type Planned } from '../import.service.ts';
import type { Table } from '../table.ts';
import { planCustomers } from './customers.ts';
import { planBalances, planLabels, planLocations } from './smallKinds.ts';

/** How a kind of file is imported on screen. */
export interface ScreenKind {
  /** Among the files of the command. */
  file: string;
  /** What stands where a file says nothing, by target. */
  standard(partner: PartnerPlace, today: LocalDate): Readonly<Record<string, string>>;
  /** So many rows are looked at and written together; rows of these kinds refer to each other. */
  atOnce: number;
  /** What updates an existing record by. */
  matchBy: readonly string[];
  plan(frame: Frame, table: Table): Promise<Planned>;
  /** What no two rows may have in common, beyond a chunk. */
  keys(values: ReadonlyMap<string, string>): string[];
}

const CHUNK = 500;
/** Few are brought by any file, and they refer to each other. */
const WHOLE = 5000;

const planOf = (file: string) => must(KINDS.find((each) => each.file === file)).plan;

function customerKeys(values: ReadonlyMap<string, string>): string[] {
  const of = (target: string) => values.get(target)?.trim() ?? '';
  return [
    of('customer') && `customer ${of('partner')} ${of('customer')}`,
    of('number') && `number ${of('number')}`,
    of('login') && `login ${of('login').toLowerCase()}`,
  ].filter(Boolean);
}

/** The kinds that can be imported on screen. */
export const SCREEN_KINDS: Readonly<Partial<Record<ImportKind, ScreenKind>>> = {
  PARTNER: {
    file: 'partners.csv',
    standard: ({ number, currency, timeZone }) => ({
      parent: String(number),
      currency,
      time_zone: timeZone,
    }),
    atOnce: WHOLE,
    matchBy: [],
    plan: planOf('partners.csv'),
    keys: (values) => [`number ${values.get('number')?.trim()}`],
  },
  TARIFF: {
    file: 'tariffs.csv',
    standard: ({ number, currency }) => ({
      kind: 'RECURRING',
      tax_included: 'no',
      currency,
      partners: String(number),
      owner: String(number),
    }),
    atOnce: WHOLE,
    matchBy: [],
    plan: planOf('tariffs.csv'),
    keys: (values) => [`code ${values.get('owner')} ${values.get('code')?.trim()}`],
  },
  CUSTOMER: {
    file: 'customers.csv',
    standard: ({ number }, today) => ({
      partner: String(number),
      status: 'NEW',
      billing_type: 'RECURRING',
      created: today,
    }),
    atOnce: CHUNK,
    matchBy: ['customer', 'number', 'email', 'login'],
    plan: planCustomers(planOf('customers.csv'), planOf('services.csv')),
    keys: customerKeys,
  },
  SERVICE: {
    file: 'services.csv',
    standard: () => ({}),
    atOnce: CHUNK,
    matchBy: [],
    plan: planOf('services.csv'),
    keys: () => [],
  },
  OPENING_BALANCE: {
    file: 'balances.csv',
    standard: () => ({}),
    atOnce: CHUNK,
    matchBy: [],
    plan: planBalances,
    keys: (values) => [
      ['customer', 'partner', 'customer_number']
        .map((target, i) => (i ? (values.get(target)?.trim() ?? '') : target))
        .concat(values.get('customer')?.trim() ?? '')
        .join(' '),
    ],
  },
  LOCATION: {
    file: 'locations.csv',
    standard: () => ({ kind: 'AREA' }),
    atOnce: WHOLE,
    matchBy: [],
    plan: planLocations,
    keys: () => [],
  },
  LABEL: {
    file: 'labels.csv',
    standard: () => ({ colour: '#475569' }),
    atOnce: WHOLE,
    matchBy: [],
    plan: planLabels,
    keys: () => [],
  },
};
