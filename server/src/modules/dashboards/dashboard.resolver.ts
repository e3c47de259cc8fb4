import {
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { changedKeys } from '../../kit/live.ts';
import type { Permission } from '../../kit/permission.ts';
import { DateScalar } from '../../kit/scalars.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { must } from '../../platform/must.ts';
import { forbidden } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { PartnerType, partnerRecords } from '../partners/index.ts';
import { areaOf } from './area.ts';
import { onlyChanged } from './changedTiles.ts';
import { dashboard } from './dashboard.service.ts';
import { DashboardKind, DashboardType } from './dashboard.types.ts';
import type { Asker } from './frame.ts';
import { layoutOf } from './layout.ts';
import { keepFresh } from './planned.ts';
import { partnerOf } from './partnerOf.ts';
import { walled } from './walled.ts';

/** Why a watcher is answered: with everything, as it begins or has another day, or with what changed. */
const [ALL, CHANGED] = ['', 'changed'];
const EVERY_MS = 1000;

@ArgsType()
class DashboardArgs {
  @Field(() => DashboardKind) kind!: DashboardKind;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => DateScalar, { nullable: true }) month?: LocalDate | null;
  @Field(() => Boolean, { nullable: true, defaultValue: true }) includeDescendants!: boolean | null;
}

/** A display on a wall sees what it was made for, and what whoever made it could read. */
function refuseOffWall({ wall, partnerId: own }: Viewer, { kind, partnerId }: DashboardArgs): void {
  if (wall && (!wall.dashboards.includes(kind) || (partnerId ?? own) !== own)) throw forbidden();
}

function read(ctx: Context, args: DashboardArgs): Promise<DashboardType> {
  const { wall, partnerId } = ctx.someone;
  refuseOffWall(ctx.someone, args);
  const asker = {
    can: (permission: Permission) =>
      wall ? wall.permissions.includes(permission) : ctx.can(permission),
    partnerId,
  };
  return ctx.atOnce(async (sql) => {
    const found = await dashboardOf(ctx, sql, asker, args);
    return wall ? hungUp(sql, found, ctx.someone) : found;
  });
}

function dashboardOf(
  ctx: Context,
  sql: ScopedSql,
  asker: Asker,
  args: DashboardArgs,
): Promise<DashboardType> {
  return dashboard(ctx.app, sql, asker, args.kind, {
    partnerId: partnerOf(ctx, args.partnerId),
    currency: args.currency ?? null,
    month: args.month ?? null,
    includeDescendants: args.includeDescendants ?? true,
  });
}

/** As it hangs on a wall: in the order of its partner's layout, without what was not chosen. */
async function hungUp(
  sql: ScopedSql,
  shown: DashboardType,
  { wall, path }: Viewer,
): Promise<DashboardType> {
  const { showMoney, showNames } = must(wall);
  const places = await layoutOf(sql, { userId: null, partnerPath: path }, shown.kind);
  const byKey = new Map(shown.tiles.map((tile) => [tile.key, tile]));
  const tiles = places.flatMap(({ key, hidden }) => {
    const tile = hidden ? undefined : byKey.get(key);
    return (tile && walled(tile, { showMoney, showNames })) ?? [];
  });
  return Object.assign(shown, { tiles });
}

@Resolver(() => DashboardType)
export class DashboardResolver {
  @Authorized('dashboards:read')
  @Query(() => DashboardType, {
    description: 'As it stands; month: the one that it is by default.',
  })
  dashboard(
    @Args(() => DashboardArgs) args: DashboardArgs,
    @Ctx() ctx: Context,
  ): Promise<DashboardType> {
    return read(ctx, args);
  }

  @Authorized('dashboards:read')
  @Subscription(() => DashboardType, {
    name: 'dashboard',
    description:
      'Every tile at once, then those that change, at most once a second; all of them again when the partner has another day.',
    subscribe: async ({ args, context }: { args: Record<string, unknown>; context: Context }) => {
      const { partnerId, currency = null } = args as unknown as DashboardArgs;
      context.need('dashboards:read');
      refuseOffWall(context.someone, args as unknown as DashboardArgs);
      const { path, clock } = await context.sql((sql) =>
        areaOf(context.app, sql, partnerOf(context, partnerId), currency),
      );
      return changedKeys(
        context,
        ({ topic, path: at }) => {
          if (topic === 'planned') return at === path ? CHANGED : null;
          if (topic === 'run' || topic === 'message') return at.startsWith(path) ? CHANGED : null;
          // what happens above may change what is seen below: a tariff's price, a setting
          return topic === 'finance' && (at.startsWith(path) || path.startsWith(at))
            ? CHANGED
            : null;
        },
        [ALL],
        { clock, everyMs: EVERY_MS },
      );
    },
  })
  async pushedDashboard(
    @Root() why: string,
    @Args(() => DashboardArgs) args: DashboardArgs,
    @Ctx() ctx: Context,
  ): Promise<DashboardType> {
    if (args.kind === DashboardKind.FINANCE)
      await ctx.sql(async (sql) =>
        keepFresh(ctx.app, sql, await areaOf(ctx.app, sql, partnerOf(ctx, args.partnerId), null), {
          changed: why === CHANGED,
        }),
      );
    const news = onlyChanged(ctx, await read(ctx, args), { all: why === ALL });
    ctx.nothingNew = !news.complete && !news.tiles.length;
    return news;
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() shown: DashboardType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, shown.partnerId);
  }
}
