// What was worked out in the background: what is to be issued and asked for, and when money is expected.
import { collectionRate, likely, type Forecast } from '@backhaul/domain/figures/cashForecast';
import { percentOf } from '@backhaul/domain/figures/percent';
import { formatMinor } from '@backhaul/domain/money/money';
import type { TileRowType } from './dashboard.types.ts';
import type { Frame } from './frame.ts';
import { keptPlan, type KeptPlan } from './planned.store.ts';
import { moneyTile, type NeededTile } from './tile.ts';

/** What is kept of the partner; null where there is nothing yet, or of a month that is over. */
async function knownPlan({ sql, area }: Frame): Promise<KeptPlan | null> {
  const kept = await keptPlan(sql, area.id);
  return kept?.asOf && kept.month === area.month ? kept : null;
}

function planTile(
  frame: Frame,
  key: string,
  known: KeptPlan | null,
  of: 'sums' | 'proformas',
): NeededTile {
  const { area, month } = frame;
  const sum = known?.[of].find((each) => each.month === month && each.currency === area.currency);
  const money = (minor: bigint) => formatMinor(minor, area.digits);
  return moneyTile(frame, key, [known && frame.listed ? (sum?.total ?? 0n) : null], {
    need: 'billing-runs:read',
    count: known && frame.listed ? (sum?.invoices ?? 0) : null,
    asOf: known?.asOf ?? null,
    rows:
      known && frame.listed
        ? [
            { label: 'NET', value: money(sum?.net ?? 0n) },
            { label: 'TAX', value: money(sum?.tax ?? 0n) },
          ]
        : [],
  });
}

function forecastTile(frame: Frame, known: KeptPlan | null): NeededTile {
  const { area } = frame;
  const need = ['invoices:read', 'billing-runs:read'] as const;
  const beside = { need, asOf: known?.asOf ?? null };
  if (!known || !frame.listed) return moneyTile(frame, 'cashForecast', [null], beside);
  const found = known.forecast.find(({ currency }) => currency === area.currency);
  const weeks: Forecast['weeks'] = found?.weeks ?? [];
  const late = found?.late ?? { amount: 0n, n: 0 };
  const all = weeks.reduce((sum, { amount }) => sum + amount, 0n);
  const rate = found ? collectionRate(found) : null;
  const sure = likely(all, rate);
  const money = (minor: bigint) => formatMinor(minor, area.digits);
  const rows: TileRowType[] = [{ label: 'LATE', value: money(late.amount), count: late.n }];
  if (rate && sure !== null)
    rows.unshift(
      { label: 'LIKELY', value: money(sure) },
      { label: 'COLLECTED_PERCENT', value: percentOf(rate) ?? '0.0' },
    );
  return moneyTile(frame, 'cashForecast', [all], {
    ...beside,
    count: weeks.reduce((sum, { n }) => sum + n, 0),
    series: weeks.map(({ from, amount }) => ({ at: from, value: money(amount) })),
    rows,
  });
}

/** What runs of the month are to issue and customers to be asked for ahead, as it was worked out last. */
export async function plannedTiles(frame: Frame): Promise<NeededTile[]> {
  const known = await knownPlan(frame);
  return [
    planTile(frame, 'planned', known, 'sums'),
    planTile(frame, 'plannedProformas', known, 'proformas'),
    ...(frame.when === 'NOW' ? [forecastTile(frame, known)] : []),
  ];
}
