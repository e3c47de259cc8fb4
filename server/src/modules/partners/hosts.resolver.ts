import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { addHost, removeHosts, verifyHost } from './hosts.service.ts';
import { holdersOfHosts, publicHost } from './hosts.store.ts';
import { HostStatus, PartnerHostType, toPartnerHost } from './hosts.types.ts';
import { partnerRecords } from './partners.records.ts';
import { PartnerType } from './partners.types.ts';

/** The hosts of a partner, those that work first, each in the order in which they came. */
async function hostsOf(ctx: Context, partner: PartnerType): Promise<PartnerHostType[]> {
  const rows = await ctx.loadMany(
    'partner.hosts',
    partner.id,
    (tx, ids) =>
      tx.partnerHost.findMany({
        where: { partnerId: { in: ids } },
        orderBy: [{ verifiedAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
      }),
    (row) => row.partnerId,
  );
  const options = { publicHost: publicHost(ctx.app.publicUrl()), operator: partner.number === 1 };
  const hosts = await Promise.all(
    rows.map(async (row) => {
      const holder = row.verifiedAt ? undefined : await holderOf(ctx, row.host);
      return toPartnerHost(row, ctx.app.secret, { ...options, holder });
    }),
  );
  return [
    ...hosts.filter((host) => host.status === HostStatus.VERIFIED),
    ...hosts.filter((host) => host.status === HostStatus.WAITING),
  ];
}

/** Whose a host is that waits at another partner too, of those in the scope. */
function holderOf(ctx: Context, host: string): Promise<string | undefined> {
  return ctx.loadBatch('host.holder', host, async (hosts) => {
    const names = await ctx.sql((sql) => holdersOfHosts(sql, hosts));
    return hosts.map((each) => names.get(each));
  });
}

@Resolver(() => PartnerType)
export class PartnerHostsResolver {
  @Authorized('partners:read')
  @FieldResolver(() => [PartnerHostType])
  hosts(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<PartnerHostType[]> {
    return hostsOf(ctx, partner);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The first of the hosts that are verified.',
  })
  async portalDomain(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<string | null> {
    return (
      (await hostsOf(ctx, partner)).find((host) => host.status === HostStatus.VERIFIED)?.host ??
      null
    );
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerHostType)
  async addPartnerHost(
    @ArgId('partnerId') partnerId: string,
    @Arg('host', () => String) host: string,
    @Ctx() ctx: Context,
  ): Promise<PartnerHostType> {
    return found(ctx, partnerId, await ctx.sql((sql) => addHost(sql, partnerId, host)));
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerHostType, {
    description: 'approve: by the operator, instead of the record.',
  })
  async verifyPartnerHost(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('host', () => String) host: string,
    @Arg('approve', () => Boolean, { nullable: true, defaultValue: false }) approve: boolean | null,
    @Ctx() ctx: Context,
  ): Promise<PartnerHostType> {
    const known = idInput(partnerId, 'partnerId');
    await ctx.endReads();
    return found(ctx, known, await verifyHost(ctx.app, ctx.someone, known, host, approve === true));
  }

  @Authorized('partners:write')
  @Mutation(() => Boolean)
  async removePartnerHost(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('host', () => String) host: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    const known = idInput(partnerId, 'partnerId');
    await ctx.sql((sql) => removeHosts(sql, known, host));
    return true;
  }
}

async function found(ctx: Context, partnerId: string, host: string): Promise<PartnerHostType> {
  const partner = await partnerRecords.load(ctx, partnerId);
  const row = partner && (await hostsOf(ctx, partner)).find((each) => each.host === host);
  if (!row) throw notFound();
  return row;
}
