import type { App } from '../../kit/app.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { keptSums, type Asked, type Kept } from './figures.store.ts';
import { frameOf, type Asker, type Asking, type Frame } from './frame.ts';
import { waitingIn } from './frame.store.ts';
import { DashboardKind, DashboardType } from './dashboard.types.ts';
import { flowsAsked, flowTiles } from './tiles.flow.ts';
import { plannedTiles } from './tiles.planned.ts';
import { recurringAsked, recurringTiles } from './tiles.recurring.ts';
import {
  customersAsked,
  customersTile,
  needsYouTile,
  owedAsked,
  owedTiles,
} from './tiles.state.ts';
import { systemTiles } from './tiles.system.ts';
import { topDebtorsTile, topPayersTile } from './tiles.top.ts';
import type { NeededTile } from './tile.ts';

type Sums = Record<string, Kept[]>;

/** What a dashboard is made of: the sums that it asks for, all at once, and the tiles that they make. */
interface Plan {
  asked(frame: Frame): Record<string, Asked>;
  tiles(frame: Frame, sums: Sums): Promise<NeededTile[]>;
}

const FLOWS = [
  'invoiced',
  'credited',
  'paid',
  'refunded',
  'invoicesPaid',
  'invoicesPartlyPaid',
  'invoicesUnpaid',
  'proformasPaid',
  'proformasUnpaid',
] as const;
const MAIN = ['invoiced', 'paid'] as const;

/** Figures of money, what recurs and who the customers are: what all dashboards are made of. */
const mainAsked = (frame: Frame) => ({
  ...flowsAsked(frame, MAIN),
  ...owedAsked(frame),
  ...recurringAsked(frame),
  ...customersAsked(frame),
});

/** How things stand: of a month that is over nobody knows any more. */
async function standing(frame: Frame, sums: Sums): Promise<NeededTile[]> {
  return frame.when === 'NOW'
    ? [customersTile(frame, sums), ...(await owedTiles(frame, sums))]
    : [];
}

const PLANS: Record<DashboardKind, Plan> = {
  FINANCE: {
    asked: (frame) => ({ ...mainAsked(frame), ...flowsAsked(frame, FLOWS) }),
    tiles: async (frame, sums) => [
      ...flowTiles(frame, sums, FLOWS),
      ...recurringTiles(frame, sums),
      ...(await standing(frame, sums)),
      await topPayersTile(frame),
      ...(frame.when === 'NOW'
        ? [
            ...(await plannedTiles(frame)),
            await topDebtorsTile(frame),
            needsYouTile(frame, await waitingIn(frame.sql, frame.area)),
          ]
        : []),
    ],
  },
  RESELLER: {
    asked: mainAsked,
    tiles: async (frame, sums) =>
      only(
        [
          ...(await standing(frame, sums)),
          ...recurringTiles(frame, sums),
          ...flowTiles(frame, sums, MAIN),
        ],
        ['customers', 'mrr', 'invoiced', 'paid', 'overdue'],
      ),
  },
  GENERAL: {
    asked: mainAsked,
    tiles: async (frame, sums) => {
      const waiting = await waitingIn(frame.sql, frame.area);
      return [
        ...only(
          [
            ...(await standing(frame, sums)),
            ...flowTiles(frame, sums, MAIN),
            ...recurringTiles(frame, sums),
          ],
          ['customers', 'invoiced', 'paid', 'outstanding', 'overdue', 'mrr', 'arpu'],
        ),
        needsYouTile(frame, waiting),
        ...(await systemTiles(frame, waiting)),
      ];
    },
  },
};

const only = (tiles: readonly NeededTile[], keys: readonly string[]) =>
  keys.flatMap((wanted) => tiles.filter(({ key }) => key === wanted));

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
  // of a month to come nothing is known but what is planned for it
  const tiles =
    frame.when === 'NEXT'
      ? await plannedTiles(frame)
      : await plan.tiles(frame, await keptSums(sql, area, plan.asked(frame)));
  return Object.assign(new DashboardType(), {
    kind,
    partnerId: area.id,
    currency: area.currency,
    currencies: [
      area.ownCurrency,
      ...frame.currencies.filter((currency) => currency !== area.ownCurrency),
    ],
    month: frame.month,
    asOf,
    complete: true,
    tiles: tiles.filter(({ need }) => [need].flat().every((each) => frame.can(each))),
  });
}
