import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { setBy } from '@backhaul/domain/settings/family';
import { PAYMENTS, paymentProblems, resolvePayments } from '@backhaul/domain/settings/payments';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { changeSettings, inCurrency, provenanceOf } from '../../kit/inheritance.ts';
import { badInput } from '../../platform/refusal.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { loadPaymentChain, PAYMENTS_HOME } from './payments.store.ts';
import { PaymentSettingsInput, PaymentSettingsType } from './payments.types.ts';

async function settingsOf(ctx: Context, partnerId: string): Promise<PaymentSettingsType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const links = await loadPaymentChain(ctx, partner.id);
  const values = resolvePayments(links.map((link) => link.values));
  return Object.assign(new PaymentSettingsType(), inCurrency(PAYMENTS, values, partner.currency), {
    partnerId: partner.id,
    overridden: setBy(
      PAYMENTS,
      links.find((link) => link.originId === partner.id),
    ),
    provenance: provenanceOf(ctx.scope, PAYMENTS, partner, links),
  });
}

@Resolver(() => PaymentSettingsType)
export class PaymentSettingsResolver {
  @Authorized('settings:read')
  @Query(() => PaymentSettingsType)
  paymentSettings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<PaymentSettingsType> {
    return settingsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => PaymentSettingsType)
  async updatePaymentSettings(
    @ArgId('partnerId') partnerId: string,
    @Arg('input', () => PaymentSettingsInput) input: PaymentSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<PaymentSettingsType> {
    const problems = paymentProblems({ ...input });
    if (Object.keys(problems).length) throw badInput(problems);
    await ctx.sql((sql) => changeSettings(sql, PAYMENTS_HOME, partnerId, { ...input }));
    return settingsOf(ctx, partnerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() settings: PaymentSettingsType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, settings.partnerId);
  }
}
