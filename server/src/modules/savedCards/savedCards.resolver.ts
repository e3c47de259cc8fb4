import { randomUUID } from 'node:crypto';
import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { groupBy } from '../../kit/groupBy.ts';
import { amountInput } from '../../kit/input.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import { forbidden } from '../../platform/refusal.ts';
import {
  accountById,
  feeOfCharge,
  CheckoutType,
  GatewayAccountType,
  startSetup,
  toCheckout,
} from '../checkout/index.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { acting } from './acting.ts';
import { attemptsByIds, attemptsOfCustomers } from './charges.store.ts';
import { chargeSavedMethod } from './charge.service.ts';
import { removeSavedMethod, setDefaultMethod } from './methods.service.ts';
import { methodsByIds, methodsOfCustomers } from './methods.store.ts';
import { ChargeAttemptType, SavedMethodType, toAttempt, toMethod } from './savedCards.types.ts';

/** More are read in the audit. */
const ATTEMPTS_MAX = 20;

async function methodNow(ctx: Context, id: string): Promise<SavedMethodType> {
  return toMethod(must((await ctx.sql((sql) => methodsByIds(sql, [id])))[0]));
}

@Resolver()
export class SavedCardsResolver {
  @Authorized('checkout:create')
  @Mutation(() => CheckoutType, {
    description: 'Saves a card without paying; the customer goes to redirectUrl.',
  })
  async startMethodSetup(
    @ArgId('gatewayId') gatewayId: string,
    @Ctx() ctx: Context,
  ): Promise<CheckoutType> {
    const { kind, id: customerId, scope } = ctx.someone;
    if (kind !== 'CUSTOMER') throw forbidden();
    await ctx.endReads();
    const payer = { id: customerId, scope, returnPath: (id: string) => `/cards?setup=${id}` };
    const key = `setup:${randomUUID()}`;
    const id = await startSetup(ctx.app, payer, ctx.host, { gatewayId, key });
    return toCheckout(await ctx.read((tx) => tx.checkout.findUniqueOrThrow({ where: { id } })));
  }

  @Authorized('checkout:create', 'cards:charge')
  @Mutation(() => ChargeAttemptType, {
    description:
      'Charges a saved card without its owner at the provider; the same key is the same charge.',
  })
  async chargeSavedMethod(
    @ArgId('methodId') methodId: string,
    @Arg('amount', () => DecimalScalar) amount: string,
    @ArgId('invoiceId', { nullable: true }) invoiceId: string | null | undefined,
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
    @Ctx() ctx: Context,
  ): Promise<ChargeAttemptType> {
    await ctx.endReads();
    const id = await chargeSavedMethod(ctx.app, ctx.someone, {
      methodId,
      amount,
      invoiceId: invoiceId ?? null,
      idempotencyKey,
    });
    return toAttempt(must((await ctx.sql((sql) => attemptsByIds(sql, [id])))[0]));
  }

  @Authorized('checkout:create', 'cards:charge')
  @Mutation(() => SavedMethodType, { description: 'Nobody charges it any more.' })
  async removeSavedMethod(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<SavedMethodType> {
    await ctx.endReads();
    await removeSavedMethod(ctx.app, ctx.someone, id);
    return methodNow(ctx, id);
  }

  @Authorized('checkout:create', 'cards:charge')
  @Mutation(() => SavedMethodType, { description: 'It is offered first from now on.' })
  async setDefaultMethod(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<SavedMethodType> {
    await ctx.endReads();
    await setDefaultMethod(ctx.app, ctx.someone, id);
    return methodNow(ctx, id);
  }
}

@Resolver(() => SavedMethodType)
export class SavedMethodResolver {
  @FieldResolver(() => GatewayAccountType, { description: 'At which it is kept.' })
  gateway(@Root() method: SavedMethodType, @Ctx() ctx: Context): Promise<GatewayAccountType> {
    return accountById(ctx, method.partnerId, method.gatewayId);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'What is charged on top of an amount, the fee that is passed on; null where it cannot be charged now.',
  })
  async fee(
    @Root() method: SavedMethodType,
    @Arg('amount', () => DecimalScalar) amount: string,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    const customer = must(await customerRecords.load(ctx, method.customerId));
    const amountMinor = amountInput(amount, customer.currency, 'amount', { positive: true });
    const scope = await acting(ctx.app, method.partnerId, ctx.scope.actor);
    const fee = await ctx.app.boundary.inSql(scope, (sql) =>
      feeOfCharge(ctx.app, sql, { ...method, amountMinor }),
    );
    return fee === null ? null : formatMinor(fee, currencyDigits(customer.currency));
  }
}

@Resolver(() => ChargeAttemptType)
export class ChargeAttemptResolver {
  @FieldResolver(() => CustomerType)
  async customer(@Root() attempt: ChargeAttemptType, @Ctx() ctx: Context): Promise<CustomerType> {
    return must(await customerRecords.load(ctx, attempt.customerId));
  }

  @FieldResolver(() => SavedMethodType, { description: 'The card, which may be removed since.' })
  async method(@Root() attempt: ChargeAttemptType, @Ctx() ctx: Context): Promise<SavedMethodType> {
    return ctx.loadBatch('chargeAttempt.method', attempt.methodId, async (ids) => {
      const of = new Map(
        (await ctx.sql((sql) => methodsByIds(sql, ids))).map((method) => [method.id, method]),
      );
      return ids.map((id) => toMethod(must(of.get(id))));
    });
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(
    @Root() attempt: ChargeAttemptType,
    @Ctx() ctx: Context,
  ): Promise<PaymentType | null> {
    return attempt.paymentId === null ? null : paymentRecords.load(ctx, attempt.paymentId);
  }
}

@Resolver(() => CustomerType)
export class CustomerCardsResolver {
  @FieldResolver(() => [SavedMethodType], {
    description:
      'The one that is offered first before the others; removed ones are not among them.',
  })
  savedMethods(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<SavedMethodType[]> {
    return ctx.loadBatch('customer.savedMethods', customer.id, async (ids) => {
      const methods = await ctx.sql((sql) => methodsOfCustomers(sql, ids));
      const of = groupBy(methods, ({ customerId }) => customerId);
      return ids.map((id) => (of.get(id) ?? []).map(toMethod));
    });
  }

  @FieldResolver(() => [ChargeAttemptType], {
    description: 'The latest charges of saved cards, the latest first.',
  })
  chargeAttempts(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<ChargeAttemptType[]> {
    return ctx.loadBatch('customer.chargeAttempts', customer.id, async (ids) => {
      const attempts = await ctx.sql((sql) => attemptsOfCustomers(sql, ids, ATTEMPTS_MAX));
      const of = groupBy(attempts, ({ customerId }) => customerId);
      return ids.map((id) => (of.get(id) ?? []).map(toAttempt));
    });
  }
}
