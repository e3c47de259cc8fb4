import { Arg, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType, invoiceRecords } from '../invoices/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { bankTransactionRecords } from './bank.records.ts';
import { PairingPartInput } from './bank.types.ts';
import { effectOfPosting } from './effect.ts';
import { BankPostingEffectType, BankSettlesType, BankTakesBackType } from './effect.types.ts';
import { checkParts } from './post.service.ts';

@Resolver(() => BankPostingEffectType)
export class BankEffectResolver {
  @Authorized('bank:write')
  @Query(() => [BankPostingEffectType], {
    description:
      'What postBankTransaction would do for each customer; nothing is changed. Refuses as that does.',
  })
  async bankPostingEffect(
    @ArgId('id') id: string,
    @Arg('parts', () => [PairingPartInput], { nullable: true })
    parts: PairingPartInput[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<BankPostingEffectType[]> {
    checkParts(parts);
    const { currency, kept } = await bankTransactionRecords.found(ctx, id);
    const customers = (parts ?? kept.at(0)?.parts ?? []).map(({ customerId }) => customerId);
    await ctx.endReads();
    const { app, scope } = ctx;
    const effects = await effectOfPosting(app, scope, { id, currency, customers }, parts ?? null);
    return effects.map(({ settles, takesBack, ...effect }) =>
      Object.assign(new BankPostingEffectType(), effect, {
        settles: settles.map(toSettles),
        takesBack:
          takesBack &&
          Object.assign(new BankTakesBackType(), takesBack, {
            reopens: takesBack.reopens.map(toSettles),
          }),
      }),
    );
  }

  @FieldResolver(() => CustomerType)
  customer(
    @Root() effect: BankPostingEffectType,
    @Ctx() ctx: Context,
  ): Promise<CustomerType | null> {
    return customerRecords.load(ctx, effect.customerId);
  }
}

const toSettles = (each: { invoiceId: string; amount: string }) =>
  Object.assign(new BankSettlesType(), each);

@Resolver(() => BankTakesBackType)
export class BankTakesBackResolver {
  @FieldResolver(() => PaymentType)
  payment(@Root() took: BankTakesBackType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return paymentRecords.load(ctx, took.paymentId);
  }
}

@Resolver(() => BankSettlesType)
export class BankSettlesResolver {
  @FieldResolver(() => InvoiceType)
  invoice(@Root() settles: BankSettlesType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return invoiceRecords.load(ctx, settles.invoiceId);
  }
}
