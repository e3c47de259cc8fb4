import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import { formatMoney } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { Metrics } from './api.ts';
import { listLink } from '../kit/list/listLink.ts';
import { Tile } from './Tile.tsx';

/**
 * What was invoiced and paid this month, each with what was taken back of earlier months beside
 * it.
 */
export function MonthTiles({
  metrics,
  group,
  today,
}: {
  metrics: Metrics;
  group: string;
  today: string;
}) {
  const locale = useLocale();
  const { currency } = metrics;
  const money = (amount: string) => formatMoney(amount, currency, locale);
  const first = `${today.slice(0, 7)}-01`;
  const last = lastDay(first);
  const takenBack = (amount: string, how: string, path: string, filter: Record<string, string>) =>
    Number(amount) === 0
      ? null
      : {
          words: `${money(amount)} ${how} from earlier months`,
          to: listLink(path, { ...filter, currency }),
        };
  return (
    <>
      <Tile
        group={group}
        label="Invoiced this month"
        value={money(metrics.issuedThisMonth)}
        beside={takenBack(metrics.voidedThisMonth, 'made void', '/invoices', {
          voidedFrom: first,
          voidedTo: last,
          documentDateTo: dayBefore(first),
        })}
        note={<>{money(metrics.invoicedLastMonth)} last month</>}
        to={listLink('/invoices', {
          documentDateFrom: first,
          documentDateTo: last,
          issued: true,
          currency,
        })}
      />
      <Tile
        group={group}
        label="Paid this month"
        value={money(metrics.receivedThisMonth)}
        beside={takenBack(metrics.reversedThisMonth, 'reversed', '/payments', {
          reversedFrom: first,
          reversedTo: last,
          dateTo: dayBefore(first),
        })}
        note={<>{money(metrics.paidLastMonth)} last month</>}
        to={listLink('/payments', { dateFrom: first, dateTo: last, reversed: false, currency })}
      />
    </>
  );
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

/** The last day of the month that starts on the date. */
function lastDay(firstOfMonth: string): string {
  return addDays(addMonths(firstOfMonth, 1), -1);
}
