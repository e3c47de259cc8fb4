import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { countOf } from '@backhaul/domain/text/plural';
import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { badInput } from '../../platform/refusal.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { statementOf } from './statement.ts';
import { StatementType } from './statement.types.ts';

/** A longer one would leave entries out, and would not add up. */
const ENTRIES_MAX = 10_000;

@Resolver(() => StatementType)
export class StatementResolver {
  @Authorized('transactions:read')
  @Query(() => StatementType)
  async statement(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
    @Ctx() ctx: Context,
  ): Promise<StatementType> {
    if (to < from) throw badInput({ to: 'lies before from' });
    const { id, currency } = await customerRecords.found(ctx, customerId);
    const account = await ctx.sql((sql) => statementOf(sql, id, { from, to }, ENTRIES_MAX));
    if (account.count > ENTRIES_MAX)
      throw badInput({
        to: `is too far: ${countOf(account.count, 'entry', 'entries')} lie between these days; choose fewer`,
      });
    await ctx.records?.count(account.count);
    const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
    return Object.assign(new StatementType(), {
      customerId: id,
      from,
      to,
      opening: money(account.opening),
      closing: money(account.closing),
      pdfUrl: `/documents/statements/${id}.pdf?from=${from}&to=${to}`,
      entries: account.entries.map(({ date, type, amount, description, balance, period }) => ({
        date,
        description,
        periodFrom: period?.from ?? null,
        periodTo: period?.to ?? null,
        debit: type === 'DEBIT' ? money(amount) : null,
        credit: type === 'CREDIT' ? money(amount) : null,
        balance: money(balance),
      })),
    });
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() statement: StatementType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, statement.customerId);
  }
}
