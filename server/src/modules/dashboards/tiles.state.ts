// How things stand: what is owed, who the customers are, what is planned, and what waits for a person.
import { addDays } from '@backhaul/domain/time/calendar';
import type { Permission } from '../../kit/permission.ts';
import type { Frame } from './frame.ts';
import type { Waiting } from './frame.store.ts';
import { countOf, minorOf, openOf } from './figures.ts';
import type { Asked, Kept } from './figures.store.ts';
import { countTile, linkTo, moneyTile, type NeededTile } from './tile.ts';

type Sums = Readonly<Record<string, readonly Kept[]>>;
const EVER = { from: null, before: null };

export function owedAsked({ whole: of, todays }: Frame): Record<string, Asked> {
  return {
    open: { figure: 'OPEN', of, ...EVER },
    notYetDue: { figure: 'OPEN', of, from: todays.today, before: null },
    issuedEver: { figure: 'ISSUED', of, ...EVER },
    debt: { figure: 'DEBT', of, ...EVER },
    blockedDebt: { figure: 'BLOCKED_DEBT', of, ...EVER },
  };
}

/** What is due of open invoices; where nothing was ever invoiced, what customers owe by their balances. */
export async function owedTiles(frame: Frame, sums: Sums): Promise<NeededTile[]> {
  return countOf(sums.issuedEver) || !countOf(sums.debt)
    ? owedByInvoices(frame, sums)
    : owedByBalances(frame, sums);
}

function owedByBalances(frame: Frame, sums: Sums): NeededTile[] {
  const owed = (key: string, of: string, filter: object) =>
    moneyTile(frame, key, [minorOf(sums[of])], {
      need: 'customers:read',
      count: countOf(sums[of]),
      link: linkTo(frame, 'customers', { debt: true, ...filter }),
    });
  return [owed('outstanding', 'debt', {}), owed('overdue', 'blockedDebt', { status: 'BLOCKED' })];
}

async function owedByInvoices(frame: Frame, sums: Sums): Promise<NeededTile[]> {
  const { open, notYetDue } = sums;
  const owed = await openOf(frame.sql, frame.area, frame.todays, { open, notYetDue });
  const need = 'invoices:read';
  return [
    moneyTile(frame, 'outstanding', [owed.outstanding], {
      need,
      count: owed.count,
      link: linkTo(frame, 'invoices', { open: true }),
    }),
    moneyTile(frame, 'overdue', [owed.overdue], {
      need,
      count: owed.overdueCount,
      link: linkTo(frame, 'invoices', { status: 'OVERDUE' }),
    }),
  ];
}

export function customersAsked({ whole: of, days }: Frame): Record<string, Asked> {
  return {
    customers: { figure: 'CUSTOMERS', of, ...EVER },
    'customers new': { figure: 'CUSTOMERS', of, ...days },
    'customers since': { figure: 'CUSTOMERS', of, from: days.from, before: null },
    'customers active': { figure: 'ACTIVE', of, ...EVER },
    'customers blocked': { figure: 'BLOCKED', of, ...EVER },
  };
}

export function customersTile(frame: Frame, sums: Sums): NeededTile {
  const all = countOf(sums.customers);
  const row = (label: string, name: string, filter: object) => ({
    label,
    value: String(countOf(sums[`customers ${name}`])),
    link: linkTo(frame, 'customers', filter),
  });
  const { from, before } = frame.days;
  return countTile('customers', [all, all - countOf(sums['customers since'])], {
    need: 'customers:read',
    link: linkTo(frame, 'customers', {}),
    rows: [
      row('ACTIVE', 'active', { status: 'ACTIVE' }),
      row('BLOCKED', 'blocked', { status: 'BLOCKED' }),
      row('NEW_THIS_MONTH', 'new', { createdFrom: from, createdTo: addDays(before, -1) }),
    ],
  });
}

/** Each kind of what waits: the list that holds it, and what reading that takes. */
const WAITING: readonly [keyof Waiting, string, Permission, list: string, filter: object][] = [
  ['previews', 'PREVIEWS', 'billing-runs:read', 'billingRuns', { status: 'READY' }],
  ['drafts', 'DRAFTS', 'invoices:read', 'invoices', { status: 'DRAFT' }],
  ['held', 'HELD_MESSAGES', 'messages:read', 'messages', { status: 'HELD' }],
  ['failed', 'FAILED_MESSAGES', 'messages:read', 'messages', { status: 'FAILED' }],
];

export function needsYouTile(frame: Frame, waiting: Waiting): NeededTile {
  const rows = WAITING.filter(([, , need]) => frame.can(need)).map(
    ([name, label, , list, filter]) => ({
      label,
      value: String(waiting[name]),
      link: { list, filter: { partnerId: frame.area.id, ...filter } },
    }),
  );
  // bank entries belong to accounts: their list goes by the scope, which is that of one's own partner
  if (frame.can('bank:read') && frame.area.id === frame.partnerId)
    rows.push({
      label: 'UNMATCHED_BANK_ENTRIES',
      value: String(waiting.unmatched),
      link: { list: 'bankTransactions', filter: { waiting: true } as never },
    });
  const total = rows.reduce((sum, { value }) => sum + Number(value), 0);
  return countTile('needsYou', [total], { need: 'dashboards:read', rows });
}
