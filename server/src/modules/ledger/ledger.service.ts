import { amountInput, textInput } from '../../kit/input.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { checkCustomFields, indexCustomFields } from '../fields/index.ts';
import { lockAccount } from './account.store.ts';
import { announceMoney, auditPlace } from './accountSettings.ts';
import { post } from './post.ts';

export interface NewTransaction {
  customerId: string;
  type: 'DEBIT' | 'CREDIT';
  amount: string;
  date: string;
  description: string;
  customFields?: unknown;
}

/**
 * Corrects a balance by hand, as a new entry. A credit pays open invoices and lifts a blocking, like any other money.
 * Refuses NOT_FOUND, an amount that is not above zero or has more digits than the currency, and a missing description.
 */
export async function createTransaction(sql: ScopedSql, input: NewTransaction): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const amountMinor = amountInput(input.amount, account.currency, 'amount', { positive: true });
  const description = textInput(input.description, 'description', { max: 500 });
  const { type, date } = input;
  const credit = type === 'CREDIT';
  const fields = await checkCustomFields(
    sql,
    'TRANSACTION',
    account.partnerPath,
    input.customFields,
    null,
  );
  const [id] = await post(sql, account, [
    {
      type,
      amountMinor,
      category: 'Correction',
      description,
      date,
      settles: credit,
      customFields: fields.values,
    },
  ]);
  await indexCustomFields(
    sql,
    { id, partnerId: account.partnerId, partnerPath: account.partnerPath },
    fields.changes,
  );
  await audit(sql, {
    action: 'create',
    entity: 'transaction',
    entityId: id,
    after: {
      type,
      amountMinor,
      date,
      description,
      customerId: account.id,
      customFields: fields.values,
    },
    partner: auditPlace(account),
  });
  if (credit) sql.happened('moneyCame', { customerId: account.id, on: date });
  await announceMoney(sql, account);
  return id;
}
