import { add, formatDecimal, fromDecimal, fromInt, mul } from '@backhaul/domain/money/fraction';
import { reduce, roundToMinor, type Fraction } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { countOf } from '@backhaul/domain/text/plural';
import { groupBy } from '../../kit/groupBy.ts';
import { idInput, textInput } from '../../kit/input.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { recordedBy } from '../ledger/index.ts';
import { auditUsage } from './auditUsage.ts';
import { tellOfUsage } from './intoSums.ts';
import { RECORDS_MAX } from './record.input.ts';
import { lockUsed } from './usage.store.ts';
import {
  markWithdrawn,
  recordsToWithdraw,
  takeOutOfSums,
  type OutOfSum,
  type ToWithdraw,
} from './withdraw.store.ts';

const NAMED_MAX = 3;

/** Which records: named ones, all that came with one call or file, or both. */
export interface WithdrawnOf {
  ids?: readonly string[] | null;
  batchId?: string | null;
}

/** What withdrawing takes out of what is to be billed. */
export interface Withdrawal {
  records: number;
  /** That are billed, and stay. */
  billed: number;
  /** That were withdrawn before. */
  before: number;
  customers: number;
  /** Of the records, without rounding each; unrated ones come to nothing. */
  amounts: MoneyType[];
}

/** What withdrawUsage() would do; refuses what that refuses of which records. */
export async function withdrawalOf(sql: ScopedSql, of: WithdrawnOf): Promise<Withdrawal> {
  return summedUp(await foundRecords(sql, checked(of)));
}

/**
 * Withdraws records that nothing billed yet, all of them or none: they are kept with the reason,
 * leave what is to be billed, and count no more. Those that were withdrawn before stay as they are.
 * Refuses by field which records and a missing reason, NOT_FOUND, and CONFLICT USAGE_BILLED where
 * some are billed, unless these are left out.
 */
export async function withdrawUsage(
  sql: ScopedSql,
  of: WithdrawnOf,
  { reason, leaveBilled }: { reason: string; leaveBilled: boolean },
): Promise<Withdrawal> {
  const which = checked(of);
  const said = textInput(reason, 'reason', { min: 1, max: 500 });
  // read to know whom to lock, and again once nobody can bill them any more
  const seen = await foundRecords(sql, which);
  const services = await lockUsed(sql, [...new Set(seen.map(({ serviceId }) => serviceId))]);
  const records = await foundRecords(sql, which);
  const billed = records.filter((each) => each.billed);
  if (billed.length && !leaveBilled) throw refusedBilled(billed, records.length);
  const going = records.filter((each) => !each.billed && !each.withdrawn);
  if (going.length) {
    const ids = going.map(({ id }) => id);
    await markWithdrawn(sql, ids, { by: recordedBy(sql).name, reason: said });
    await takeOutOfSums(sql, outOfSums(going));
    for (const customerId of new Set(going.map((each) => each.customerId)))
      sql.happened('termsChanged', { customerId });
    await tellOfUsage(sql, going, services);
    await auditUsage(sql, 'withdraw', {
      done: going,
      services,
      entityId: which.batchId,
      said: { reason: said, ...(which.batchId && { batchId: which.batchId }) },
    });
  }
  return summedUp(records);
}

interface Which {
  ids: string[];
  batchId: string | null;
}

function checked({ ids, batchId }: WithdrawnOf): Which {
  const which = {
    ids: [...new Set((ids ?? []).map((id, i) => idInput(id, `ids.${i}`)))],
    batchId: batchId == null ? null : idInput(batchId, 'batchId'),
  };
  if (!which.ids.length && which.batchId === null)
    throw badInput({ ids: 'name records, or the batch that they came with' });
  if (which.ids.length > RECORDS_MAX) throw badInput({ ids: `may be ${RECORDS_MAX} at most` });
  return which;
}

async function foundRecords(sql: ScopedSql, which: Which): Promise<ToWithdraw[]> {
  const records = await recordsToWithdraw(sql, which);
  const there = new Set(records.map(({ id }) => id));
  const isBatch = ({ batchId }: ToWithdraw) => batchId === which.batchId;
  if (which.ids.some((id) => !there.has(id))) throw notFound();
  if (which.batchId !== null && !records.some(isBatch)) throw notFound();
  return records;
}

function summedUp(records: readonly ToWithdraw[]): Withdrawal {
  const going = records.filter((each) => !each.billed && !each.withdrawn);
  return {
    records: going.length,
    billed: records.filter((each) => each.billed).length,
    before: records.filter((each) => each.withdrawn).length,
    customers: new Set(going.map(({ customerId }) => customerId)).size,
    amounts: [...groupBy(going, ({ currency }) => currency)].map(([currency, of]) => {
      const digits = currencyDigits(currency);
      const amount = sumOf(of, ({ quantity, unitPrice }) =>
        mul(fromDecimal(quantity), fromDecimal(unitPrice ?? '0')),
      );
      return Object.assign(new MoneyType(), {
        amount: formatMinor(roundToMinor(amount, digits), digits),
        currency,
      });
    }),
  };
}

const sumOf = <T>(all: readonly T[], of: (each: T) => Fraction): Fraction =>
  all.reduce((sum, each) => reduce(add(sum, of(each))), fromInt(0));

function outOfSums(records: readonly ToWithdraw[]): OutOfSum[] {
  const summed = groupBy(
    records.flatMap(({ sumId, quantity }) => (sumId === null ? [] : [{ sumId, quantity }])),
    ({ sumId }) => sumId,
  );
  return [...summed].map(([sumId, of]) => ({
    sumId,
    quantity: formatDecimal(
      sumOf(of, ({ quantity }) => fromDecimal(quantity)),
      4,
    ),
    records: of.length,
  }));
}

function refusedBilled(billed: readonly ToWithdraw[], all: number) {
  const invoices = [...new Set(billed.flatMap(({ invoice }) => invoice ?? []))];
  const named = billed.slice(0, NAMED_MAX).map(({ sourceId }) => sourceId);
  const more = billed.length - named.length;
  const which = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const on = invoices.length
    ? ` with invoice ${invoices.slice(0, NAMED_MAX).join(', ')}${invoices.length > NAMED_MAX ? ' and others' : ''}`
    : '';
  const others = all > billed.length ? ' The others can be withdrawn when these are left out.' : '';
  return conflict(
    'USAGE_BILLED',
    `${countOf(billed.length, 'record is', 'records are')} billed already${on} (${which}). ` +
      `What is billed is given back with a credit note.${others}`,
  );
}
