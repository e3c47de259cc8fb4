import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { nextAttempt, retriesAfter, type AutopayTimes } from '@backhaul/domain/settlement/autopay';
import type { App } from '../../kit/app.ts';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { got, must } from '../../platform/must.ts';
import { notFound } from '../../platform/refusal.ts';
import { loadGateways, usable } from '../checkout/index.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import {
  attemptsByIds,
  ChargeAttemptType,
  methodsByIds,
  SavedMethodType,
  toAttempt,
  toMethod,
} from '../savedCards/index.ts';
import { setAutopay } from './autopay.service.ts';
import {
  attemptsNow,
  autopayFacts,
  morningPlace,
  partnersOf,
  type AutopayFacts,
} from './autopay.store.ts';
import { AutopayKind, AutopayType } from './autopay.types.ts';
import { haltOf, NOT_AGAIN } from './halt.ts';
import { allTimes, runMorning } from './morning.ts';

@Resolver(() => AutopayType)
export class AutopayResolver {
  @Authorized('customers:write', 'checkout:create')
  @Mutation(() => CustomerType, {
    description:
      'Has a customer be charged by itself for what is due, or no more; without methodId by the card that is offered first.',
  })
  async setAutopay(
    @ArgId('customerId') customerId: string,
    @Arg('kind', () => AutopayKind) kind: AutopayKind,
    @ArgId('methodId', { nullable: true }) methodId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    await ctx.endReads();
    await setAutopay(ctx.app, ctx.someone, customerId, { kind, methodId: methodId ?? null });
    return must(await customerRecords.load(ctx, customerId));
  }

  @Authorized('cards:charge')
  @Mutation(() => [ChargeAttemptType], {
    description:
      'Does what the nightly job would do on that date, for a partner and everything below it.',
  })
  async runAutopay(
    @Arg('date', () => DateScalar) date: string,
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ChargeAttemptType[]> {
    await ctx.endReads();
    const place = await ctx.sql((sql) => morningPlace(sql, partnerId ?? ctx.someone.partnerId));
    if (!place) throw notFound();
    const made = await runMorning(ctx.app, ctx.scope, date, { path: place.path, alone: false });
    return (await ctx.sql((sql) => attemptsByIds(sql, made))).map(toAttempt);
  }

  @FieldResolver(() => SavedMethodType, { nullable: true })
  async method(@Root() autopay: AutopayType, @Ctx() ctx: Context): Promise<SavedMethodType | null> {
    const { methodId } = autopay;
    if (methodId === null) return null;
    return ctx.loadBatch('autopay.method', methodId, async (ids) => {
      const methods = await ctx.sql((sql) => methodsByIds(sql, ids));
      const of = new Map(methods.map((method) => [method.id, method]));
      return ids.map((id) => toMethod(must(of.get(id))));
    });
  }
}

@Resolver(() => CustomerType)
export class CustomerAutopayResolver {
  @FieldResolver(() => AutopayType)
  autopay(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<AutopayType> {
    return ctx.loadBatch('customer.autopay', customer.id, (ids) => autopayOf(ctx, ids));
  }
}

async function autopayOf(ctx: Context, ids: readonly string[]): Promise<AutopayType[]> {
  const { facts, partners, times } = await ctx.sql(async (sql) => {
    const of = new Map((await partnersOf(sql, ids)).map((each) => [each.id, each.partnerId]));
    return {
      facts: new Map(
        (await autopayFacts(sql, ids)).map((each) => [each.customerId, each] as const),
      ),
      partners: of,
      times: await allTimes(sql, [...new Set(of.values())]),
    };
  });
  return Promise.all(
    ids.map(async (id) => {
      const of = facts.get(id) ?? null;
      const accounts = of?.card ? usable(ctx.app, await loadGateways(ctx, of.partnerId)) : [];
      const halt = of && haltOf(of, accounts);
      return asItStands(ctx.app, of, got(times, got(partners, id)), halt);
    }),
  );
}

function asItStands(
  app: App,
  of: AutopayFacts | null,
  times: AutopayTimes,
  halt: ReturnType<typeof haltOf>,
): AutopayType {
  const methodId = of?.methodId ?? null;
  const next =
    of && methodId !== null && !halt
      ? nextAttempt(of.open, attemptsNow(of, true), times, app.clock.today(of.clock))
      : null;
  const why = halt ?? (methodId !== null && !next && of?.open.length ? NOT_AGAIN : null);
  return Object.assign(new AutopayType(), {
    kind: methodId === null ? AutopayKind.OFF : AutopayKind.SAVED_METHOD,
    methodId,
    nextAttempt: next?.on ?? null,
    halt: why?.halt ?? null,
    haltWords: why?.words ?? null,
    nextAmount: of && next ? formatMinor(next.amount, currencyDigits(of.currency)) : null,
    retries: next ? retriesAfter(next, times) : [],
    offsetDays: times.offsetDays,
  });
}
