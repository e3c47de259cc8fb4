import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import { creditNoteRecords, CreditNoteType } from '../creditNotes/index.ts';
import { invoiceRecords, InvoiceType } from '../invoices/index.ts';
import { creditUnused, unusedIf } from './unused.service.ts';
import { UnusedCreditType, UnusedDaysType } from './unused.types.ts';

@Resolver(() => UnusedDaysType)
export class UnusedResolver {
  @Authorized('credit-notes:write')
  @Mutation(() => [CreditNoteType], {
    description:
      'What is charged beyond its end date comes back as credit notes, one per invoice; without invoices as a CREDIT, and the list is empty.',
  })
  async creditUnused(
    @ArgId('serviceId') serviceId: string,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType[]> {
    const ids = await ctx.sql((sql) => creditUnused(sql, serviceId, ctx.app.clock.today));
    return Promise.all(ids.map(async (id) => must(await creditNoteRecords.load(ctx, id))));
  }

  @Authorized('credit-notes:write')
  @Query(() => UnusedCreditType, {
    description:
      'What creditUnused would give back of a service as it ends, or if it ended on that day; refuses as it does, and writes nothing.',
  })
  unusedCredit(
    @ArgId('serviceId') serviceId: string,
    @Arg('endDate', () => DateScalar, { nullable: true }) endDate: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<UnusedCreditType> {
    return ctx.sql(async (sql) => {
      const { credits, ...found } = await unusedIf(sql, serviceId, endDate ?? null);
      return Object.assign(new UnusedCreditType(), {
        ...found,
        credits: credits.map((each) => Object.assign(new UnusedDaysType(), each)),
      });
    });
  }

  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() days: UnusedDaysType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return days.invoiceId ? invoiceRecords.load(ctx, days.invoiceId) : null;
  }
}
