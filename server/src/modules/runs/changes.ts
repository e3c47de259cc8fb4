import type { LineChange, ComparedLine } from '@backhaul/domain/charging/lineChange';
import { lineChanges } from '@backhaul/domain/charging/lineChanges';
import { PLAIN, sayLineChange } from '@backhaul/domain/charging/sayLineChange';
import { countedBy } from '@backhaul/domain/time/periods';
import { formatMinor } from '@backhaul/domain/money/money';
import type { ChargePlan } from '@backhaul/domain/charging/planCharge';
import type { Billable } from './facts.store.ts';

/** Why what is planned for a customer differs from other lines of it: those of its last charge, or of a preview. */
export function changesOf(
  { facts }: Billable,
  plan: ChargePlan,
  lines: readonly ComparedLine[],
): LineChange[] {
  return lineChanges(linesOf(plan), lines, {
    billingDay: countedBy(facts.settings),
    digits: plan.digits,
    services: facts.services,
  });
}

/** The lines of a plan as charges are compared. */
function linesOf(plan: ChargePlan): ComparedLine[] {
  return plan.lines.map((line) => ({
    ...line,
    discount: line.kind === 'DISCOUNT',
    usage: line.kind === 'USAGE',
  }));
}

/** A change as it is kept: its amount as text, since JSON has no bigint. */
export type ChangeJson = Omit<LineChange, 'amount'> & { amount: string };

export function changeJson(change: LineChange): ChangeJson {
  return { ...change, amount: change.amount.toString() };
}

export function changeFromJson(json: ChangeJson): LineChange {
  return { ...json, amount: BigInt(json.amount) };
}

/** "Air 50 ended 28 Nov: -27.22", in English and plain decimals. against: with what it is compared. */
export function sayChange(change: LineChange, digits: number, against = PLAIN.against): string {
  const amount = formatMinor(change.amount, digits);
  const sign = change.amount > 0n ? '+' : '';
  return `${sayLineChange(change, { ...PLAIN, against })}: ${sign}${amount}`;
}
