import { z } from 'zod';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { approveInvoice } from '../invoices/index.ts';
import { documentsFor } from './records.store.ts';
import { parsing, type Look } from './kind.ts';

/** Issues drafts: each gets its number and moves the balance. */
export const approveInvoices = parsing(z.object({}), {
  lookAtOnce: 500,
  async look(sql, ids) {
    const found = await documentsFor(sql, ids);
    return found.map(({ id, number, state, customer, currency, total, documentDate }): Look => {
      const amount = `${formatMinor(total, currencyDigits(currency))} ${currency}`;
      return {
        recordId: id,
        label: number ?? customer,
        before: { status: state },
        after: { status: state === 'DRAFT' ? 'ISSUED' : state },
        effect: state === 'DRAFT' ? `${amount}, dated ${documentDate}` : null,
        same: state === 'ISSUED',
        ...(state === 'VOID' && { refusal: `Invoice ${number} is void.` }),
      };
    });
  },
  async act(sql, id) {
    await approveInvoice(sql, id);
    const [{ number, customer, currency, total }] = await documentsFor(sql, [id]);
    const amount = `${formatMinor(total, currencyDigits(currency))} ${currency}`;
    return { after: { status: 'ISSUED', number }, effect: `${number}: ${amount}, ${customer}` };
  },
});
