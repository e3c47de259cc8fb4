import { formatDate, formatMoney } from '@backhaul/design';
import type { DunningKind } from '../generated/graphql.ts';
import type { Choice } from '../kit/words.ts';
import type { Simulated, Step } from './api.ts';

/** What a night does, in its order, as a filter offers it. */
export const kinds: readonly Choice<DunningKind>[] = [
  { value: 'ACTIVATE', label: 'Activated' },
  { value: 'LATE_FEE', label: 'Late fee' },
  { value: 'BLOCK', label: 'Blocked' },
  { value: 'DEACTIVATE', label: 'Deactivated' },
  { value: 'REMIND', label: 'Reminded' },
];

/** How many of a kind a simulation found. */
export function countIn(simulated: Simulated, kind: DunningKind): number {
  return {
    ACTIVATE: simulated.activated,
    LATE_FEE: simulated.lateFees,
    BLOCK: simulated.blocked,
    DEACTIVATE: simulated.deactivated,
    REMIND: simulated.reminders,
  }[kind];
}

/** What comes next for a customer, as a line: "Blocked on 16 Apr unless 60.00 € arrive". */
export function sayStep(step: Step, currency: string, locale: string): string {
  const on = formatDate(step.on, locale, { weekday: true, year: false });
  const amount = step.amount === null ? '' : formatMoney(step.amount, currency, locale);
  switch (step.kind) {
    case 'PROMISE':
      return `Promised to pay until ${on}: nothing happens before`;
    case 'REMINDER':
      return `Reminder on ${on}`;
    case 'LATE_FEE':
      return `Late fee of ${amount} on ${on}${step.invoice?.number ? ` for invoice ${step.invoice.number}` : ''}`;
    case 'BLOCK':
      return `Blocked on ${on} unless ${amount} arrive`;
    case 'DEACTIVATE':
      return `Deactivated on ${on} unless ${amount} arrive`;
  }
}
