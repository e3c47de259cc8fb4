import type { LocalDate } from '@backhaul/domain/time/calendar';
import { emailInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockAccount } from '../ledger/index.ts';
import { queueAgain, refuseWithoutAddress } from './messages.service.ts';

/**
 * Mails a customer its statement of account between two days, as PDF, at once. email: another address. Refuses
 * NOT_FOUND, a last day before the first, and a wrong or missing address.
 */
export async function sendStatement(
  sql: ScopedSql,
  customerId: string,
  { from, to }: { from: LocalDate; to: LocalDate },
  email: string | null,
): Promise<string> {
  if (to < from) throw badInput({ to: 'lies before from' });
  const recipient = email === null ? null : emailInput(email, 'email');
  const { id, partnerId, partnerPath } = await lockAccount(sql, customerId);
  if (!recipient) await refuseWithoutAddress(sql, id, 'email');
  return queueAgain(
    sql,
    {
      partnerId,
      partnerPath,
      channel: 'EMAIL',
      kind: 'STATEMENT_MAIL',
      customerId: id,
      invoiceId: null,
      paymentId: null,
      creditNoteId: null,
      proformaId: null,
      recipient,
      said: { statementFrom: from, statementTo: to },
    },
    'send',
  );
}
