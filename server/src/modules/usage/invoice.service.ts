import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { withTaxes } from '@backhaul/domain/charging/draftLine';
import { whyTooMuch } from '@backhaul/domain/charging/tooMuch';
import { usageLines } from '@backhaul/domain/charging/usage';
import { currencyDigits } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { contentHash } from '../../kit/content.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { refuseClosed } from '../closing/index.ts';
import { owingTheirTax } from '../customers/index.ts';
import { issueInvoice, lineJson } from '../invoices/index.ts';
import {
  type Account,
  accountSettings,
  announceMoney,
  auditPlace,
  lockAccount,
} from '../ledger/index.ts';
import { openUsage } from './open.ts';
import { partSums, takeSums } from './sums.store.ts';
import { countUnratedOf } from './usage.store.ts';

/** Days of a customer whose usage is to be invoiced, both ends counted. */
export interface UsedDays {
  customerId: string;
  from: LocalDate;
  to: LocalDate;
}

/** What an invoice of usage would hold. */
export interface UsageInvoice {
  account: Account;
  lines: PlannedLine[];
  records: number;
  /** Records of these days without a price, which are not in it. */
  unrated: number;
  net: bigint;
  tax: bigint;
  total: bigint;
  fingerprint: string;
}

/**
 * What an invoice over the usage of days would hold; of a locked account, and nothing is written.
 * Refuses NOT_FOUND, days in the wrong order by field, and CONFLICT TOO_MUCH.
 */
export async function planUsageInvoice(
  sql: ScopedSql,
  { customerId, from, to }: UsedDays,
): Promise<UsageInvoice> {
  if (to < from) throw badInput({ to: 'lies before from' });
  const account = await lockAccount(sql, customerId);
  const settings = await accountSettings(sql, account);
  const until = addDays(to, 1);
  const owing = await owingTheirTax(sql, [customerId]);
  const { billingType } = account;
  const using = { customerId, ...settings, billingType, owesTax: owing.has(customerId) };
  const open = (await openUsage(sql, [using], [from, until])).get(customerId) ?? [];
  const used = open.filter(({ firstDay, lastDay }) => firstDay >= from && lastDay < until);
  const { currency } = account;
  const digits = currencyDigits(currency);
  const lines = withTaxes(usageLines(used, digits), settings.taxRounding);
  const sum = (key: 'net' | 'tax' | 'total') => lines.reduce((all, line) => all + line[key], 0n);
  const sums = { net: sum('net'), tax: sum('tax'), total: sum('total') };
  const tooMuch = whyTooMuch({ lines, currency, digits, ...sums }, account.balanceMinor);
  if (tooMuch) throw conflict('TOO_MUCH', tooMuch);
  return {
    account,
    lines,
    records: used.reduce((all, { records }) => all + records, 0),
    unrated: await countUnratedOf(sql, customerId, [from, until]),
    ...sums,
    fingerprint: contentHash(lines.map(lineJson)),
  };
}

/**
 * Issues an invoice over the usage of days that nothing took yet. Returns its id. Refuses what
 * planUsageInvoice() refuses, CONFLICT NOTHING_TO_INVOICE without any, STALE_EFFECT where it is not
 * what was looked at, PERIOD_CLOSED, and what an invoice's number is refused for.
 */
export async function invoiceUsage(
  sql: ScopedSql,
  days: UsedDays,
  { documentDate, fingerprint }: { documentDate: LocalDate; fingerprint?: string | null },
): Promise<string> {
  const { customerId, from, to } = days;
  const planned = await planUsageInvoice(sql, days);
  const { account, lines, records } = planned;
  if (fingerprint && fingerprint !== planned.fingerprint)
    throw conflict(
      'STALE_EFFECT',
      'The usage of these days changed since you looked at it. Look again before you create the invoice.',
    );
  if (!lines.length)
    throw conflict(
      'NOTHING_TO_INVOICE',
      'Nothing was used on these days that is rated and not billed yet.',
    );
  await refuseClosed(sql, [auditPlace(account)], documentDate);
  const until = addDays(to, 1);
  for (const day of [from, until]) await partSums(sql, [{ customerId, day }]);
  const invoiceId = await issueInvoice(sql, account, { documentDate, lines });
  const taken = await takeSums(sql, [{ customerId, from, until, chargeId: null, invoiceId }]);
  if (taken !== records) throw new Error(`usage was planned and not taken: ${taken} of ${records}`);
  sql.happened('termsChanged', { customerId });
  await announceMoney(sql, account);
  return invoiceId;
}
