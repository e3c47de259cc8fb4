import type { App } from '../../../kit/app.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { change, recall } from './memory.store.ts';
import { opened, sandboxPayment, type SandboxPayment } from './payment.ts';
import { report } from './report.ts';

/** A payment as it stands; null where the account has none of this name. */
export async function paymentOf(
  app: App,
  account: string,
  id: string,
): Promise<SandboxPayment | null> {
  const known = await recall(app, account, id);
  return known === null ? null : sandboxPayment.parse(known);
}

/** Remembers that something was asked for; what is known already stays. Says how it stands. */
export async function begin(
  app: App,
  account: string,
  order: SandboxPayment['order'],
): Promise<SandboxPayment> {
  const now = await change(app, account, order.id, {
    to: (known) => (known === null ? opened(order) : sandboxPayment.parse(known)),
  });
  return now ?? opened(order);
}

/**
 * Moves a payment on and reports it, in one: what is remembered is told. order: of one that was begun before the
 * sandbox remembered anything. Says how it stands then; null where nothing became of it.
 */
export function act(
  app: App,
  account: string,
  { id, order, quiet }: { id: string; order?: SandboxPayment['order']; quiet?: boolean },
  to: (payment: SandboxPayment) => SandboxPayment | null,
): Promise<SandboxPayment | null> {
  return change(app, account, id, {
    to: (known) => {
      const payment = known === null ? order && opened(order) : sandboxPayment.parse(known);
      return payment ? to(payment) : null;
    },
    ...(!quiet && {
      also: (sql: ScopedSql, now: SandboxPayment) => report(sql, account, now),
    }),
  });
}
