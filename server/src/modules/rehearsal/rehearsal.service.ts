import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { decimalInput, idInput, isId } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { customerRecords } from '../customers/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { tariffsSeen } from './rehearsal.store.ts';
import type { RehearsalInput, RehearsalType } from './rehearsal.types.ts';
import type { Rehearsed, Rehearsing } from './rehearse.ts';

const MONTHS_MAX = 36;
const AHEAD_MAX = 120;
const PRICES_MAX = 500;

/**
 * What an input asks for. Refuses by field more than 36 months, a day that is far away, prices that
 * are none, and both a partner and a customer; NOT_FOUND whatever lies outside the scope.
 */
export async function rehearsing(ctx: Context, input: RehearsalInput): Promise<Rehearsing> {
  const { from } = input;
  const months = input.months ?? 1;
  if (months < 1 || months > MONTHS_MAX)
    throw badInput({ months: `must be between 1 and ${MONTHS_MAX}` });
  if (input.partnerId && input.customerId)
    throw badInput({ customerId: 'name a partner or a customer, not both' });
  const customerId = input.customerId ? idInput(input.customerId, 'customerId') : null;
  const partnerId = input.partnerId ? idInput(input.partnerId, 'partnerId') : ctx.someone.partnerId;
  const customer = customerId ? await customerRecords.found(ctx, customerId) : null;
  const partner = await partnerRecords.found(ctx, customer?.partnerId ?? partnerId);
  refuseFar(from, ctx.app.clock.today(partner.clock));
  return {
    path: partner.path,
    customerId,
    from,
    months,
    prices: await pricesOf(ctx, input.prices),
  };
}

function refuseFar(from: LocalDate, today: LocalDate): void {
  if (from > addMonths(today, AHEAD_MAX))
    throw badInput({ from: 'may lie ten years ahead at most' });
  if (from < addMonths(today, -12)) throw badInput({ from: 'may lie a year back at most' });
}

async function pricesOf(ctx: Context, given: unknown): Promise<Map<string, string>> {
  if (given === null || given === undefined) return new Map();
  if (typeof given !== 'object' || Array.isArray(given))
    throw badInput({ prices: 'must be an object of tariff ids with their prices' });
  const entries = Object.entries(given);
  if (entries.length > PRICES_MAX)
    throw badInput({ prices: `may name ${PRICES_MAX} tariffs at most` });
  const prices = new Map<string, string>();
  for (const [id, price] of entries) {
    if (!isId(id)) throw badInput({ prices: `"${id.slice(0, 40)}" is no tariff` });
    if (typeof price !== 'string' && typeof price !== 'number')
      throw badInput({ prices: 'a price is a number, such as "29.90"' });
    prices.set(id.toLowerCase(), decimalInput(String(price), 'prices', { min: 0 }));
  }
  const seen = await ctx.sql((sql) => tariffsSeen(sql, [...prices.keys()]));
  if (seen.size < prices.size) throw notFound();
  return prices;
}

/** What is known of a rehearsal, as the API says it. */
export function toRehearsal({ months, unchanged, differences }: Rehearsed): RehearsalType {
  return {
    months: months.told(),
    unchanged: unchanged.told(),
    payMore: differences.more,
    payLess: differences.less,
    differences: differences.largest.map(({ customerId, currency, before, after }) => ({
      customerId,
      currency,
      before: formatMinor(before, currencyDigits(currency)),
      after: formatMinor(after, currencyDigits(currency)),
    })),
  };
}
