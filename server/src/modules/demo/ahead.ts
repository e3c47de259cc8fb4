import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { recordPayment } from '../payments/index.ts';
import { createProforma, voidProforma } from '../proformas/index.ts';
import { activeCustomers } from './year.store.ts';

const LINES = [
  { description: 'Outdoor antenna with mount', quantity: '1', unitPrice: '149' },
  { description: 'Installation, paid ahead', quantity: '1', unitPrice: '90' },
];

/** Requests for payment: two are open, one of them paid in part, one became an invoice, one is not wanted any more. */
export async function askAhead(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    const customers = await activeCustomers(sql, 4);
    for (const [i, customerId] of customers.entries()) {
      const documentDate = addDays(today, -3 * i);
      const id = await createProforma(sql, { customerId, documentDate, lines: LINES });
      const pay = (amount: string) =>
        recordPayment(
          sql,
          { customerId, proformaId: id, amount, date: documentDate, method: 'BANK_TRANSFER' },
          () => documentDate,
        );
      if (i === 1) await pay('100');
      if (i === 2) await pay('239');
      if (i === 3) await voidProforma(sql, id, 'Ordered from somebody else', () => today);
    }
  });
}
