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
import { ArgId } from '../../kit/argId.ts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { must } from '../../platform/must.ts';
import { notFound } from '../../platform/refusal.ts';
import { webhookUrl } from './gateways.ts';
import { loadIssuers } from '../company/index.ts';
import { CustomerType } from '../customers/index.ts';
import type { PaymentMethod } from '../settings/index.ts';
import { saveGatewayAccount, whyNoSandbox } from './accounts.service.ts';
import { whyUnusable } from './accounts.ts';
import { issuerCountries } from './issuerCountry.ts';
import { offered, transferTo } from './offered.ts';
import { currencyOfPartner, gatewayById, gatewaysOf, loadGateways } from './accounts.store.ts';
import {
  BankTransferType,
  GatewayAccountInput,
  GatewayAccountType,
  GatewayKind,
  GatewayMode,
  OnlinePaymentType,
} from './accounts.types.ts';

async function accountsOf(ctx: Context, partnerId: string): Promise<GatewayAccountType[]> {
  return ctx.sql(async (sql) => {
    const currency = await currencyOfPartner(sql, partnerId);
    if (currency === null) throw notFound();
    return (await gatewaysOf(ctx.app, sql, partnerId)).map((account) =>
      Object.assign(new GatewayAccountType(), {
        id: account.id,
        kind: account.kind as GatewayKind,
        mode: account.mode as GatewayMode,
        enabled: account.enabled,
        sharedBelow: account.sharedBelow,
        methods: account.methods as PaymentMethod[],
        inherited: account.originId !== partnerId,
        inheritedFrom: account.originId === partnerId ? null : account.originName,
        feePercent: account.feePercent,
        feeFixed: formatMinor(account.feeFixedMinor, currencyDigits(currency)),
        webhookUrl: webhookUrl(ctx.app, account),
        hasSecrets: account.secrets !== null || account.kind === 'SANDBOX',
        unusable: whyUnusable(ctx.app.config, account),
      }),
    );
  });
}

/**
 * An account by its id as it counts for a partner; one that counts no more, where its cards are still kept, as one that
 * is switched off.
 */
export async function accountById(
  ctx: Context,
  partnerId: string,
  id: string,
): Promise<GatewayAccountType> {
  const found = (await accountsOf(ctx, partnerId)).find((account) => account.id === id);
  if (found) return found;
  const { kind, mode } = must(await ctx.sql((sql) => gatewayById(ctx.app, sql, id)));
  return Object.assign(new GatewayAccountType(), {
    id,
    kind: kind as GatewayKind,
    mode: mode as GatewayMode,
    enabled: false,
    sharedBelow: false,
    methods: [],
    inherited: true,
    inheritedFrom: null,
    feePercent: '0',
    feeFixed: '0',
    webhookUrl: '',
    hasSecrets: true,
    unusable: 'It is not in use here any more.',
  });
}

@Resolver()
export class GatewaysResolver {
  @Authorized('settings:read')
  @Query(() => [GatewayAccountType], {
    description:
      "The accounts that a partner's customers pay through: its own, else those that a partner above shares. Empty: they cannot pay online.",
  })
  async gatewayAccounts(
    @ArgId('partnerId') partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<GatewayAccountType[]> {
    return accountsOf(ctx, partnerId);
  }

  @Authorized('settings:read')
  @Query(() => String, {
    nullable: true,
    description: 'Why saveGatewayAccount switches no sandbox on here, for whomever; null: it does.',
  })
  noSandbox(@Ctx() ctx: Context): string | null {
    return whyNoSandbox(ctx.app);
  }

  @Authorized('gateways:write')
  @Mutation(() => GatewayAccountType, {
    description: 'One account per partner, kind and mode; its own ends what the partner inherits.',
  })
  async saveGatewayAccount(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('input', () => GatewayAccountInput) input: GatewayAccountInput,
    @Ctx() ctx: Context,
  ): Promise<GatewayAccountType> {
    const partner = idInput(partnerId, 'partnerId');
    await ctx.endReads();
    const id = await saveGatewayAccount(ctx.app, (work) => ctx.sql(work), partner, input);
    return (await accountsOf(ctx, partner)).find((account) => account.id === id)!;
  }
}

function bankTransfer(issuer: Parameters<typeof transferTo>[0]): BankTransferType | null {
  const to = transferTo(issuer);
  return to && Object.assign(new BankTransferType(), to);
}

@Resolver(() => CustomerType)
export class OnlinePaymentResolver {
  @FieldResolver(() => [OnlinePaymentType], {
    description:
      'What the customer may pay through in the portal, in the order of offer; empty: it cannot pay online.',
  })
  async onlinePayment(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<OnlinePaymentType[]> {
    const accounts = await loadGateways(ctx, customer.partnerId);
    const issuerCountry = await ctx.loadBatch(
      'customer.issuerCountry',
      customer.partnerId,
      async (ids) => {
        const countries = await ctx.sql((sql) => issuerCountries(sql, ids));
        return ids.map((id) => countries.get(id) ?? null);
      },
    );
    const { currency, country, vatId } = customer;
    return offered(ctx.app, accounts, { currency, country, vatId, issuerCountry });
  }

  @FieldResolver(() => BankTransferType, {
    nullable: true,
    description: 'Null where the partner prints no bank account.',
  })
  bankTransfer(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<BankTransferType | null> {
    return ctx.loadBatch('customer.bankTransfer', customer.partnerId, async (ids) => {
      const issuers = await ctx.sql((sql) => loadIssuers(sql, ids));
      return ids.map((id) => bankTransfer(issuers.get(id)?.issuer));
    });
  }
}
