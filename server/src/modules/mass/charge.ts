import { z } from 'zod';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addDays, maxDate, minDate, shortDates } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import { conflict } from '../../platform/refusal.ts';
import { lockAccount } from '../ledger/index.ts';
import { chargeAccount, planCustomers, type Planned } from '../runs/index.ts';
import { parsing, type Look } from './kind.ts';

const day = z.iso.date();

/** Charges customers as of a date, outside any run. */
export const chargeCustomers = parsing(z.object({ date: day }), {
  needs: () => ['invoices:write'],
  lookAtOnce: 200,
  async look(sql, ids, { date }, todayIn) {
    const wanted = ids.map((customerId) => ({ customerId, on: date }));
    const planned = await planCustomers(sql, wanted, todayIn);
    return planned.flatMap((each) => (each ? lookAt(each) : []));
  },
  async act(sql, id, { params: { date }, stamp }, todayIn) {
    await lockAccount(sql, id);
    const [planned] = await planCustomers(sql, [{ customerId: id, on: date }], todayIn);
    if (planned?.hash !== stamp)
      throw conflict('STALE_PREVIEW', 'What it would be charged changed since it was looked at.');
    await chargeAccount(sql, id, date, todayIn);
    const { after, effect, amount } = lookAt(planned);
    return { after, effect, amount };
  },
});

function lookAt({ customer, plan, leftOut, hash }: Planned): Look {
  const { id, currency } = customer.facts;
  const digits = currencyDigits(currency);
  const look = {
    recordId: id,
    label: `${customer.number} ${customer.name}`,
    before: { balance: formatMinor(customer.balance, digits) },
    stamp: hash,
  };
  if (!plan) {
    const none = leftOut?.leftOut === 'NOTHING_TO_CHARGE';
    return {
      ...look,
      after: look.before,
      effect: none ? leftOut.reason : null,
      ...(none ? { same: true } : { refusal: leftOut?.reason ?? 'It cannot be charged.' }),
    };
  }
  return {
    ...look,
    after: { balance: formatMinor(customer.balance - plan.total, digits) },
    effect: daysOf(plan.lines),
    mailed: plan.createsInvoice,
    amount: { minor: plan.total, currency },
  };
}

/** "1 Jun - 30 Jun": the days that lines are for; for none, how many lines there are. */
function daysOf(lines: readonly { periodFrom: string | null; periodTo: string | null }[]): string {
  const from = lines.flatMap(({ periodFrom }) => periodFrom ?? []);
  const to = lines.flatMap(({ periodTo }) => periodTo ?? []);
  return from.length && to.length
    ? shortDates(from.reduce(minDate), addDays(to.reduce(maxDate), -1))
    : countOf(lines.length, 'line');
}
