import { z } from 'zod';
import { shortDate } from '@backhaul/domain/time/calendar';
import { approveInvoice } from '../invoices/index.ts';
import { documentsFor, type KnownDocument } from './records.store.ts';
import { parsing, type Look } from './kind.ts';

/** Issues drafts: each gets its number and moves the balance. */
export const approveInvoices = parsing(z.object({}), {
  needs: () => ['invoices:write'],
  lookAtOnce: 500,
  async look(sql, ids) {
    const found = await documentsFor(sql, ids);
    return found.map((document): Look => ({
      recordId: document.id,
      label: document.number ?? document.customer,
      before: { status: document.state },
      after: { status: document.state === 'DRAFT' ? 'ISSUED' : document.state },
      effect:
        document.state === 'DRAFT'
          ? `dated ${shortDate(document.documentDate)}`
          : `issued already as ${document.number}`,
      same: document.state === 'ISSUED',
      ...(document.state === 'DRAFT' && { amount: amountOf(document), mailed: true }),
      ...(document.state === 'VOID' && { refusal: `Invoice ${document.number} is void.` }),
    }));
  },
  async act(sql, id) {
    await approveInvoice(sql, id);
    const [document] = await documentsFor(sql, [id]);
    const { number } = document;
    return { after: { status: 'ISSUED', number }, effect: `issued as ${number}` };
  },
});

const amountOf = ({ total: minor, currency }: KnownDocument) => ({ minor, currency });
