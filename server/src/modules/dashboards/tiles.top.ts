// Who paid most, and who owes most that is overdue.
import { formatMinor } from '@backhaul/domain/money/money';
import { countOf } from '@backhaul/domain/text/plural';
import { addDays } from '@backhaul/domain/time/calendar';
import type { Frame } from './frame.ts';
import { debtorsAmong, topPayers, type Debtor } from './top.store.ts';
import { linkTo, moneyTile, type NeededTile } from './tile.ts';

const MOST = 10;
/** Who owes most is rarely not among those who are late with most. */
const LOOKED_AT = 200;

export async function topPayersTile(frame: Frame): Promise<NeededTile> {
  const { area, month, days } = frame;
  const found = await topPayers(frame.sql, area, frame.whole, { month, most: MOST });
  const filter = { reversed: false, dateFrom: days.from, dateTo: addDays(days.before, -1) };
  return moneyTile(frame, 'topPayers', [null], {
    need: ['payments:read', 'customers:read'],
    rows: found.map(({ id, name, amount, n }) => ({
      label: name,
      value: formatMinor(amount, area.digits),
      count: n,
      link: linkTo(frame, 'payments', { customerId: id, ...filter }),
    })),
  });
}

/** Those with most overdue: nobody behind the last one looked at can owe more than it does. */
async function topDebtors(frame: Frame): Promise<Debtor[]> {
  for (let most = LOOKED_AT; ; most *= 10) {
    const { debtors, rest } = await debtorsAmong(frame.sql, frame.area, frame.whole, {
      ...frame.todays,
      most,
    });
    const top = debtors
      .sort(
        (a, b) =>
          Number(b.amount - a.amount) || a.oldest.localeCompare(b.oldest) || a.number - b.number,
      )
      .slice(0, MOST);
    const last = top[MOST - 1];
    if (rest === 0n || (last && last.amount > rest)) return top;
  }
}

export async function topDebtorsTile(frame: Frame): Promise<NeededTile> {
  const found = await topDebtors(frame);
  return moneyTile(frame, 'topDebtors', [null], {
    need: ['invoices:read', 'customers:read'],
    rows: found.map(({ id, name, amount, n, days }) => ({
      label: name,
      value: formatMinor(amount, frame.area.digits),
      count: n,
      note: countOf(days, 'day'),
      link: linkTo(frame, 'invoices', { customerId: id, status: 'OVERDUE' }),
    })),
  });
}
