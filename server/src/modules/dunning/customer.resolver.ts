import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { isPromised } from '@backhaul/domain/dunning/dunning';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import { CashDeskCustomerType } from '../cashDesk/index.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { invoiceRecords, InvoiceType } from '../invoices/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { stepsOf } from './ahead.ts';
import { DunningStepType, PromiseToPayType } from './dunning.types.ts';
import { promiseToPay } from './promise.service.ts';
import { lastPromises } from './promise.store.ts';
import { whatBringsBack } from './restore.ts';

const COMES_BACK =
  'What a payment must be at least to bring a blocked or inactive customer back at once; 0 where any payment does, null where none does.';

@Resolver(() => CustomerType)
export class DunningCustomerResolver {
  @Authorized('dunning:promise')
  @Mutation(() => CustomerType, {
    description:
      'Through that day no block, deactivation, reminder or late fee; a blocked customer is active at once. null takes the promise back.',
  })
  async promiseToPay(
    @ArgId('customerId') customerId: string,
    @Arg('until', () => DateScalar, { nullable: true }) until: string | null | undefined,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    await ctx.sql((sql) => promiseToPay(sql, { customerId, until: until ?? null, reason }));
    return customerRecords.found(ctx, customerId);
  }

  @FieldResolver(() => PromiseToPayType, {
    name: 'promiseToPay',
    nullable: true,
    description: 'While it holds: through its day.',
  })
  async promiseHeld(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<PromiseToPayType | null> {
    const promised = await ctx.loadOne(
      'customer.promiseToPay',
      customer.id,
      lastPromises,
      (found) => found.customerId,
    );
    const partner = must(await partnerRecords.load(ctx, customer.partnerId));
    const today = ctx.app.clock.today(partner.clock);
    if (!promised?.until || !isPromised(promised.until, today)) return null;
    const own = ctx.scope.kind === 'customer';
    return Object.assign(new PromiseToPayType(), {
      until: promised.until,
      by: own ? partner.name : promised.by,
      reason: own ? null : promised.reason,
    });
  }

  @FieldResolver(() => [DunningStepType], {
    description:
      'What the coming nights do if nothing is paid: reminders, late fees, block, deactivation, in their order.',
  })
  dunningAhead(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<DunningStepType[]> {
    return ctx.loadBatch<string, DunningStepType[]>(
      'customer.dunningAhead',
      customer.id,
      async (ids) => {
        // a customer may not read charges: its partner does for it, so that the portal says what the back office says
        const scope =
          ctx.scope.kind === 'customer'
            ? must(await ctx.app.boundary.jobScope(customer.partnerId))
            : ctx.scope;
        const found = await ctx.app.boundary.inSql(scope, (sql) => stepsOf(sql, ids));
        return ids.map((id) => found.get(id) ?? []);
      },
    );
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: COMES_BACK })
  comesBackWith(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string | null> {
    return bringsBack(ctx, customer.id);
  }
}

/** The same for the desk, which sees nothing else of what becomes of a customer. */
@Resolver(() => CashDeskCustomerType)
export class DunningDeskResolver {
  @FieldResolver(() => DecimalScalar, { nullable: true, description: COMES_BACK })
  comesBackWith(
    @Root() customer: CashDeskCustomerType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    return bringsBack(ctx, customer.id);
  }
}

function bringsBack(ctx: Context, customerId: string): Promise<string | null> {
  return ctx.loadBatch('customer.comesBackWith', customerId, async (ids) => {
    const found = await ctx.sql((sql) => whatBringsBack(sql, ids));
    return ids.map((id) => found.get(id) ?? null);
  });
}

@Resolver(() => DunningStepType)
export class DunningStepResolver {
  @FieldResolver(() => InvoiceType, { nullable: true, description: 'What a late fee is for.' })
  async invoice(@Root() step: DunningStepType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return step.invoiceId ? invoiceRecords.load(ctx, step.invoiceId) : null;
  }
}
