import { currencyDigits } from '@backhaul/domain/money/money';
import { withTax } from '@backhaul/domain/money/withTax';
import type { Context } from '../../kit/context.ts';
import { got, must } from '../../platform/must.ts';
import type { Scope } from '../../tenancy/scope.ts';
import type { TariffType } from './catalogue.types.ts';
import { percentsOf } from './taxRates.store.ts';

/** A price of a tariff as two are compared, whether their own hold the tax or not. */
export async function comparable(
  ctx: Context,
  { taxRateId, taxIncluded: included, currency }: TariffType,
  price: string,
): Promise<string> {
  const percent = taxRateId && !included ? await percentOf(ctx, taxRateId) : '0';
  return withTax(price, { percent, included }, currencyDigits(currency));
}

/** Rates are staff's matter; what a price comes to with its own is for whoever reads the price. */
function percentOf(ctx: Context, taxRateId: string): Promise<string> {
  return ctx.loadBatch('percent of tax rates', taxRateId, async (ids) => {
    const scope: Scope =
      ctx.scope.kind === 'customer'
        ? must(await ctx.app.boundary.jobScope(ctx.someone.partnerId))
        : ctx.scope;
    const percents = await ctx.app.boundary.inSql(scope, (sql) => percentsOf(sql, ids));
    return ids.map((id) => got(percents, id));
  });
}
