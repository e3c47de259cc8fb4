import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type AuditChange, auditChanges, recordsNamed } from '@backhaul/domain/audit/changes';
import { auditSentence } from '@backhaul/domain/audit/sentence';
import { withoutSecrets } from '@backhaul/domain/audit/values';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { seesUser, SOMEBODY_ABOVE } from '../access/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { auditWhere } from './audit.filter.ts';
import { auditRecords } from './audit.records.ts';
import {
  AuditChangeType,
  AuditEntryConnection,
  AuditEntryType,
  AuditFilter,
} from './audit.types.ts';
import { namesOf } from './names.store.ts';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Authorized('audit:read')
  @Query(() => AuditEntryConnection, {
    description: 'Who did what, latest first; only what lies inside the scope.',
  })
  async auditEntries(
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<AuditEntryType>> {
    const where = await ctx.read((tx) => auditWhere(ctx, tx, filter ?? {}));
    return auditRecords.page(ctx, page, where);
  }

  @FieldResolver(() => String, { description: 'Who did it, as far as the viewer sees them.' })
  actor(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<string> {
    return actorOf(ctx, entry);
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Their id, for the filter.' })
  async actorId(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<string | null> {
    return (await isSeen(ctx, entry)) ? entry.storedActorId : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The address it was done from.' })
  async address(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<string | null> {
    return (await isSeen(ctx, entry)) ? entry.storedAddress : null;
  }

  @FieldResolver(() => String, { description: 'What was done, as a sentence.' })
  async sentence(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<string> {
    const { action, entity } = entry;
    return auditSentence({
      actor: await actorOf(ctx, entry),
      action,
      entity,
      name: await nameOf(ctx, entry),
      changes: await changesOf(ctx, entry),
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the record is called now; null where it is gone, or has no name.',
  })
  record(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<string | null> {
    return nameOf(ctx, entry);
  }

  @FieldResolver(() => [AuditChangeType])
  async changes(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<AuditChangeType[]> {
    const changes = await changesOf(ctx, entry);
    return changes.map((change) => Object.assign(new AuditChangeType(), change));
  }

  @FieldResolver(() => JSONScalar, { nullable: true, description: 'As recorded, without secrets.' })
  before(@Root() { was }: AuditEntryType): unknown {
    return withoutSecrets(was);
  }

  @FieldResolver(() => JSONScalar, { nullable: true })
  after(@Root() { is }: AuditEntryType): unknown {
    return withoutSecrets(is);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why, where somebody said so.' })
  reason(@Root() { is }: AuditEntryType): string | null {
    const { reason } = (is ?? {}) as { reason?: unknown };
    return typeof reason === 'string' ? reason : null;
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() entry: AuditEntryType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, entry.partnerId);
  }
}

/** What an entry says, with the names of the records that it knows by their ids. */
async function changesOf(
  ctx: Context,
  { was, is, partnerId, action }: AuditEntryType,
): Promise<AuditChange[]> {
  const named = await Promise.all(
    recordsNamed(was, is).map(
      async (record) => [record.entityId, await nameOf(ctx, record)] as const,
    ),
  );
  const names = new Map(
    named.flatMap(([id, name]) => (name === null ? [] : [[id, name] as const])),
  );
  const partner = await partnerRecords.load(ctx, partnerId);
  return auditChanges(was, is, { currency: partner?.currency, names, action });
}

async function nameOf(
  ctx: Context,
  { entity, entityId }: Pick<AuditEntryType, 'entity' | 'entityId'>,
): Promise<string | null> {
  if (!entityId || !isId(entityId)) return null;
  return ctx.loadBatch('names of audited', `${entity} ${entityId}`, async (keys) => {
    const records = keys.map((key) => {
      const [kind, id] = key.split(' ');
      return { entity: kind, entityId: id };
    });
    const names = await ctx.read((tx) => namesOf(tx, records));
    return keys.map((key) => names.get(key) ?? null);
  });
}

async function actorOf(ctx: Context, entry: AuditEntryType): Promise<string> {
  return (await isSeen(ctx, entry)) ? entry.actorName : SOMEBODY_ABOVE;
}

/** Users of partners above are not seen; customers and background work are of the entry's own place. */
async function isSeen(
  ctx: Context,
  { actorKind, storedActorId }: AuditEntryType,
): Promise<boolean> {
  if (actorKind !== 'USER' && actorKind !== 'API') return true;
  return seesUser(ctx, storedActorId);
}
