import { compareDecimals, isPositive } from '@backhaul/domain/money/decimals';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { standingOf } from '../home/standing.ts';

export type ChoiceKind = 'invoice' | 'proforma' | 'lift' | 'all' | 'other';

/** One way to pay; `amount` is null where the customer types it. */
export interface Choice {
  kind: ChoiceKind;
  amount: string | null;
}

/** The ways to pay that make sense now, the most likely first. */
export function choicesFor(data: WhatToPayQuery): Choice[] {
  const customer = data.viewer?.customer;
  if (!customer) return [];
  const choices: Choice[] = [];
  const { invoice } = data;
  if (invoice && invoice.status !== 'VOID' && isPositive(invoice.due))
    choices.push({ kind: 'invoice', amount: invoice.due });
  const { proforma } = data;
  if (proforma && isPositive(proforma.due))
    choices.push({ kind: 'proforma', amount: proforma.due });
  const standing = standingOf(customer);
  const lift = 'lift' in standing ? standing.lift : null;
  if (lift !== null && compareDecimals(lift, customer.outstanding) !== 0)
    choices.push({ kind: 'lift', amount: lift });
  if (
    isPositive(customer.outstanding) &&
    !choices.some(
      (choice) =>
        choice.kind === 'invoice' &&
        compareDecimals(choice.amount ?? '0', customer.outstanding) === 0,
    )
  ) {
    choices.push({ kind: 'all', amount: customer.outstanding });
  }
  choices.push({ kind: 'other', amount: null });
  return choices;
}

/** The choice the link asked for, where there is such a one, else the first. */
export function startingChoice(choices: Choice[], wanted: string | null): ChoiceKind {
  const asked = choices.find((choice) => choice.kind === wanted) ?? choices[0];
  return asked?.kind ?? 'other';
}
