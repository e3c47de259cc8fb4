import { formatMoney } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { MassJobPartsFragment } from '../generated/graphql.ts';

/** What a kind of work is called. */
export interface WorkWords {
  /** "Charge 3 customers". */
  act: string;
  acting: string;
  /** "3 customers charged". */
  acted: string;
  one: string;
  many: string;
  /** Of those that need nothing. */
  same: string;
  /** What it means to say yes. */
  note: string;
}

const words: Readonly<Record<string, WorkWords>> = {
  APPROVE_INVOICES: {
    act: 'Issue',
    acting: 'Issuing',
    acted: 'issued',
    one: 'draft',
    many: 'drafts',
    same: 'issued already',
    note: 'Each gets its number and charges its customer. From then on its lines are frozen; it can only be voided or corrected.',
  },
  CHARGE_CUSTOMERS: {
    act: 'Charge',
    acting: 'Charging',
    acted: 'charged',
    one: 'customer',
    many: 'customers',
    same: 'with nothing to charge',
    note: 'Each charge can be undone by itself while nothing is paid of it.',
  },
  ISSUE_INVOICES: {
    act: 'Invoice',
    acting: 'Invoicing',
    acted: 'invoiced',
    one: 'customer',
    many: 'customers',
    same: 'with nothing to invoice',
    note: 'What is issued can only be voided or corrected.',
  },
};

const changeOf = (one: string, many: string): WorkWords => ({
  act: 'Change',
  acting: 'Changing',
  acted: 'changed',
  one,
  many,
  same: 'so already',
  note: 'It can be taken back for 30 days, where nothing touches it in between.',
});
const changes: Readonly<Record<string, WorkWords>> = {
  customers: changeOf('customer', 'customers'),
  services: changeOf('service', 'services'),
};

export function wordsOf({ kind, list }: Pick<MassJobPartsFragment, 'kind' | 'list'>): WorkWords {
  return changes[list ?? ''] ?? words[kind] ?? words['APPROVE_INVOICES']!;
}

/** "3 customers, 1 with nothing to charge, 2 cannot be": what a job comes to. */
export function sayOutcome(job: MassJobPartsFragment, locale: string): string {
  const { one, many, acted, same } = wordsOf(job);
  if (job.undoing)
    return [
      `${countOf(job.undone, one, many, locale)} taken back`,
      job.leftSo > 0 && `${countOf(job.leftSo, one, many, locale)} left as they are`,
    ]
      .filter(Boolean)
      .join(', ');
  const how = job.status === 'READY' ? 'to be ' : '';
  const sums = job.sums
    .map(({ amount, currency }) => formatMoney(amount, currency, locale))
    .join(' and ');
  return [
    `${countOf(job.changes, one, many, locale)} ${how}${acted}${sums && `: ${sums}`}`,
    job.alreadySo > 0 && `${countOf(job.alreadySo, one, many, locale)} ${same}`,
    job.refused > 0 && `${countOf(job.refused, one, many, locale)} left out`,
  ]
    .filter(Boolean)
    .join(', ');
}
