import type { App } from '../../kit/app.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { currenciesIn, keptSums, type Asked, type Kept } from './figures.store.ts';
import { frameOf, type Asker, type Asking, type Frame } from './frame.ts';
import { partnerIn } from './area.store.ts';
import { DashboardKind, DashboardType } from './dashboard.types.ts';
import { flowsAsked, flowTiles } from './tiles.flow.ts';
import { recurringAsked, recurringTiles } from './tiles.recurring.ts';
import {
  customersAsked,
  customersTile,
  needsYouTile,
  owedAsked,
  owedTiles,
  plannedTile,
} from './tiles.state.ts';
import { topDebtorsTile, topPayersTile } from './tiles.top.ts';
import type { NeededTile } from './tile.ts';

type Sums = Record<string, Kept[]>;

/** What a dashboard is made of: the sums that it asks for, all at once, and the tiles that they make. */
interface Plan {
  asked(frame: Frame): Record<string, Asked>;
  tiles(frame: Frame, sums: Sums): Promise<NeededTile[]>;
}

const FLOWS = ['invoiced', 'credited', 'paid', 'refunded'] as const;
const MAIN = ['invoiced', 'paid'] as const;

const PLANS: Record<DashboardKind, Plan> = {
  FINANCE: {
    asked: (frame) => ({
      ...flowsAsked(frame, FLOWS),
      ...owedAsked(frame),
      ...recurringAsked(frame),
      ...customersAsked(frame),
    }),
    tiles: async (frame, sums) => {
      // of a month to come nothing is known but what is planned for it
      if (frame.when === 'NEXT') return [await plannedTile(frame)];
      const stands = frame.when === 'NOW';
      return [
        ...flowTiles(frame, sums, FLOWS),
        ...(stands ? [await plannedTile(frame), ...(await owedTiles(frame, sums))] : []),
        ...recurringTiles(frame, sums),
        await topPayersTile(frame),
        ...(stands
          ? [await topDebtorsTile(frame), customersTile(frame, sums), await needsYouTile(frame)]
          : []),
      ];
    },
  },
  RESELLER: {
    asked: (frame) => ({
      ...flowsAsked(frame, MAIN),
      ...owedAsked(frame),
      ...recurringAsked(frame),
      ...customersAsked(frame),
    }),
    tiles: async (frame, sums) =>
      only(
        [
          customersTile(frame, sums),
          ...recurringTiles(frame, sums),
          ...flowTiles(frame, sums, MAIN),
          ...(await owedTiles(frame, sums)),
        ],
        ['customers', 'mrr', 'invoiced', 'paid', 'overdue'],
      ),
  },
  GENERAL: {
    asked: (frame) => ({
      ...flowsAsked(frame, MAIN),
      ...owedAsked(frame),
      ...recurringAsked(frame),
      ...customersAsked(frame),
    }),
    tiles: async (frame, sums) =>
      only(
        [
          customersTile(frame, sums),
          ...flowTiles(frame, sums, MAIN),
          ...(await owedTiles(frame, sums)),
          ...recurringTiles(frame, sums),
          await needsYouTile(frame),
        ],
        ['customers', 'invoiced', 'paid', 'outstanding', 'overdue', 'mrr', 'arpu', 'needsYou'],
      ),
  },
};

const only = (tiles: readonly NeededTile[], keys: readonly string[]) =>
  tiles.filter(({ key }) => keys.includes(key));

/**
 * A dashboard as it stands, with the tiles whose lists the asker may read. By a fixed number of
 * statements, whatever the partner. Refuses as frameOf does, and
 * by field the operator's own as that of a reseller.
 */
export async function dashboard(
  app: App,
  sql: ScopedSql,
  asker: Asker,
  kind: DashboardKind,
  asking: Asking,
): Promise<DashboardType> {
  const asOf = app.clock.now();
  const frame = await frameOf(app, sql, asker, asking);
  const { area } = frame;
  if (kind === DashboardKind.RESELLER && lineOf(area.path).length === 1)
    throw badInput({ kind: 'is of partners below the operator' });
  const plan = PLANS[kind];
  const sums = frame.when === 'NEXT' ? {} : await keptSums(sql, area, plan.asked(frame));
  const tiles = await plan.tiles(frame, sums);
  const own = (await partnerIn(sql, area.id))?.currency ?? area.currency;
  const inUse = await currenciesIn(sql, area);
  return Object.assign(new DashboardType(), {
    kind,
    partnerId: area.id,
    currency: area.currency,
    currencies: [own, ...inUse.filter((currency) => currency !== own)],
    month: frame.month,
    asOf,
    complete: true,
    tiles: tiles.filter(({ need }) => [need].flat().every((each) => frame.can(each))),
  });
}
