import type { TillEvent } from '@backhaul/domain/cashDesk/till';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import type { MovementRow } from './movements.store.ts';

interface Total {
  kind: TillEvent;
  method: PaymentMethod;
  count: number;
  amount: bigint;
}

/** What came and went by kind and method, in the order in which each first did. */
export function totalsOf(movements: readonly MovementRow[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { kind, method, amount } of movements) {
    const key = `${kind} ${method}`;
    const total = totals.get(key) ?? { kind, method, count: 0, amount: 0n };
    total.count += 1;
    total.amount += amount;
    totals.set(key, total);
  }
  return [...totals.values()];
}
