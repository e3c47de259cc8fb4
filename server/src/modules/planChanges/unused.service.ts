import { whyGivenBack } from '@backhaul/domain/charging/lineWords';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { accountSettings, announceMoney, auditPlace, lockAccount } from '../ledger/index.ts';
import { changed, lockedService } from '../services/index.ts';
import { giveBackUnused, totalOf, unusedCredits, type Ended, type UnusedCredit } from './unused.ts';

/** What creditUnused would give back, by charge. */
export interface UnusedFound {
  currency: string;
  total: string;
  credits: { invoiceId: string | null; from: LocalDate; until: LocalDate; total: string }[];
}

/**
 * Gives back what is charged of a service beyond its end: a credit note for each invoice, a CREDIT
 * beside a charge without one. Nothing is given twice: what is given back is no longer charged, and
 * a second time finds nothing. Refuses NOT_FOUND, and CONFLICT ARCHIVED and NO_END. Returns the
 * notes' ids.
 */
export async function creditUnused(
  sql: ScopedSql,
  serviceId: string,
  todayIn: Clock['today'],
): Promise<string[]> {
  const { ended, buyer } = await endedService(sql, serviceId);
  const credits = await unusedCredits(sql, ended);
  const { documentLanguage } = await accountSettings(sql, ended.account);
  const reason = whyGivenBack(documentLanguage, {
    plan: ended.service.description,
    endedOn: ended.endDate,
  }).slice(0, 500);
  const notes = await giveBackUnused(sql, ended, credits, { reason, todayIn });
  if (!credits.length) return [];
  const { account } = ended;
  await audit(sql, {
    action: 'credit-unused',
    entity: 'service',
    entityId: serviceId,
    before: { chargedUntil: ended.service.chargedUntil },
    after: { endDate: ended.endDate, total: totalOf(credits), creditNotes: notes },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
  await changed(sql, buyer);
  return notes;
}

/**
 * What would be given back of a service as it ends, or if it ended on a day; writes nothing.
 * Refuses as creditUnused, and a day before its start by field.
 */
export async function unusedIf(
  sql: ScopedSql,
  serviceId: string,
  endDate: LocalDate | null,
): Promise<UnusedFound> {
  const { ended } = await endedService(sql, serviceId, endDate);
  const credits = await unusedCredits(sql, ended);
  const { currency } = ended.account;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return {
    currency,
    total: money(totalOf(credits)),
    credits: credits.map(({ invoice, from, to, total }: UnusedCredit) => ({
      invoiceId: invoice?.id ?? null,
      from,
      until: addDays(to, -1),
      total: money(total),
    })),
  };
}

async function endedService(sql: ScopedSql, serviceId: string, wished: LocalDate | null = null) {
  const { service, buyer } = await lockedService(sql, serviceId);
  const endDate = wished ?? service.endDate;
  if (endDate === null)
    throw conflict('NO_END', 'The service has no end date: all that is charged may be used.');
  if (endDate < service.startDate)
    throw badInput({ endDate: `may not lie before the start on ${service.startDate}` });
  const account = await lockAccount(sql, buyer.id);
  const ended: Ended = { account, service, endDate };
  return { ended, buyer };
}
