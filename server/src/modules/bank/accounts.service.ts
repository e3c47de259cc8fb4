import { currencyInput, idInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { inLine, insertAccount } from './accounts.store.ts';
import type { BankAccountInput } from './bank.types.ts';
import { bicOf, checkBic, checkIban } from './identifiers.ts';
import { partnerPlace } from './mappings.store.ts';

/**
 * Sets up an account of a partner. Refuses NOT_FOUND, wrong values by field, and CONFLICT ACCOUNT_TAKEN for one that
 * stands already at a partner above or below.
 */
export async function createBankAccount(sql: ScopedSql, input: BankAccountInput): Promise<string> {
  const partnerId = idInput(input.partnerId, 'partnerId');
  const name = textInput(input.name, 'name', { min: 1, max: 100 });
  const currency = currencyInput(input.currency, 'currency');
  const iban = input.iban?.trim() ? checked(checkIban(input.iban), 'iban') : null;
  const bic = input.bic?.trim() ? checked(checkBic(input.bic), 'bic') : iban && bicOf(iban);
  const number = optionalText(input.accountNumber, 'accountNumber', 34)?.replace(/\s/g, '') ?? null;
  if (iban && number) throw badInput({ accountNumber: 'cannot be given beside an IBAN' });
  const account = iban ?? number;
  if (!account) throw badInput({ iban: 'is required, or an account number' });
  const partner = await partnerPlace(sql, partnerId);
  if (!partner) throw notFound();
  if (await inLine(sql, partner.path, account))
    throw conflict(
      'ACCOUNT_TAKEN',
      'This account is set up already, here or at a partner above or below.',
    );
  const id = await insertAccount(sql, partner, { name, iban, number, bic, currency });
  await audit(sql, {
    action: 'create',
    entity: 'bank-account',
    entityId: id,
    after: { name, iban, accountNumber: number, bic, currency },
    partner,
  });
  sql.happened('moneyPathChanged', {
    partnerIds: [partnerId],
    of: 'the bank accounts',
    what: `Bank account "${name}" was set up: what its statements say is posted to customers.`,
  });
  return id;
}

function checked(
  { cleaned, problem }: { cleaned: string; problem: string | null },
  field: string,
): string {
  if (problem) throw badInput({ [field]: problem });
  return cleaned;
}
