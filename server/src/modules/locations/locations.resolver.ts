import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { containing, searchText } from '../../kit/search.ts';
import { notFound } from '../../platform/refusal.ts';
import { covers, lineOf } from '../../tenancy/scope.ts';
import { partnerRecords, PartnerType, pathOfPartner, placesLookedAt } from '../partners/index.ts';
import { locationRecords } from './locations.records.ts';
import { createLocation, removeLocation, updateLocation } from './locations.service.ts';
import { countAt } from './locations.store.ts';
import { LocationInput, LocationType, toLocation } from './locations.types.ts';

/** More than anybody chooses from; a search finds the others. */
const LOCATIONS_MAX = 1000;

@Resolver(() => LocationType)
export class LocationsResolver {
  @Authorized('locations:read')
  @Query(() => [LocationType], {
    description:
      'By name, 1,000 at most; the search goes by name and number. partnerId: those for its customers, its own and those of partners above. Without it: all inside the scope and above, except those of test partners below the viewer.',
  })
  async locations(
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Arg('search', () => String, { nullable: true }) search: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<LocationType[]> {
    const path = partnerId ? await ctx.sql((sql) => pathOfPartner(sql, partnerId)) : null;
    if (path === undefined) throw notFound();
    const text = searchText(search, 'search');
    const number = /^\d{1,9}$/.test(text) ? Number(text) : null;
    const rows = await ctx.read(async (tx) =>
      tx.location.findMany({
        where: {
          AND: [
            ...(path === null
              ? await placesLookedAt(ctx, tx, {})
              : [{ partnerPath: { in: lineOf(path) } }]),
            ...(text
              ? [{ OR: [{ name: containing(text) }, ...(number === null ? [] : [{ number }])] }]
              : []),
          ],
        },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: LOCATIONS_MAX,
      }),
    );
    return rows.map(toLocation);
  }

  @Authorized('locations:read')
  @Query(() => LocationType)
  location(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<LocationType> {
    return locationRecords.found(ctx, id);
  }

  @Authorized('locations:write')
  @Mutation(() => LocationType, { description: 'With id changes it where it was made.' })
  async saveLocation(
    @ArgId('id', { nullable: true }) id: string | null | undefined,
    @Arg('input', () => LocationInput) input: LocationInput,
    @Ctx() ctx: Context,
  ): Promise<LocationType> {
    const saved = await ctx.sql(async (sql) => {
      if (id) {
        await updateLocation(sql, id, input);
        return id;
      }
      const partnerId =
        input.partnerId != null ? idInput(input.partnerId, 'partnerId') : ctx.someone.partnerId;
      return createLocation(sql, partnerId, input);
    });
    return locationRecords.found(ctx, saved);
  }

  @Authorized('locations:write')
  @Mutation(() => Boolean, { description: 'Where it was made, once nothing is in it any more.' })
  async removeLocation(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => removeLocation(sql, id));
    return true;
  }

  /** An ancestor is never revealed: to those below its locations look like their own. */
  @FieldResolver(() => PartnerType)
  async partner(@Root() location: LocationType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return (
      (await partnerRecords.load(ctx, location.partnerId)) ??
      partnerRecords.load(ctx, ctx.someone.partnerId)
    );
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it belongs to a partner above the viewer, which is not shown.',
  })
  fromAbove(@Root() location: LocationType, @Ctx() ctx: Context): boolean {
    return !covers(ctx.scope, location.partnerPath);
  }

  @FieldResolver(() => LocationType, { nullable: true, description: 'What it lies in.' })
  async parent(@Root() location: LocationType, @Ctx() ctx: Context): Promise<LocationType | null> {
    return location.parentId ? locationRecords.load(ctx, location.parentId) : null;
  }

  @FieldResolver(() => Int, { description: 'Inside the scope, here and in what lies in it.' })
  async customerCount(@Root() location: LocationType, @Ctx() ctx: Context): Promise<number> {
    const found = await ctx.loadOne(
      'location.customerCount',
      location.id,
      countAt,
      (row) => row.id,
    );
    return found?.n ?? 0;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() location: LocationType, @Ctx() ctx: Context): Promise<FieldValues> {
    return locationRecords.customFields(ctx, location);
  }
}
