import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { pageInput, reportOf } from './reports.service.ts';
import { ReportInput, ReportRowType, ReportType } from './reports.types.ts';

@Resolver(() => ReportType)
export class ReportsResolver {
  @Authorized('reports:read')
  @Query(() => ReportType)
  report(
    @Arg('input', () => ReportInput) input: ReportInput,
    @Ctx() ctx: Context,
  ): Promise<ReportType> {
    return reportOf(ctx, input);
  }

  @FieldResolver(() => [ReportRowType])
  rows(
    @Root() report: ReportType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
  ): Promise<ReportRowType[]> {
    const page = pageInput(first, offset);
    return report.page(page.first, page.offset);
  }
}
