import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { exportReport, fileJob } from './files.service.ts';
import { FileFormat, FileJobType } from './files.types.ts';
import { ReportInput } from './reports.types.ts';

@Resolver()
export class ReportFilesResolver {
  @Authorized('reports:read')
  @Query(() => FileJobType, { description: 'Of who ordered it alone.' })
  fileJob(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<FileJobType> {
    return fileJob(ctx, id);
  }

  @Authorized('reports:read')
  @Mutation(() => FileJobType, {
    description: 'All rows of a report as CSV or XLSX, with its totals; kept for a day.',
  })
  exportReport(
    @Arg('input', () => ReportInput) input: ReportInput,
    @Arg('format', () => FileFormat) format: FileFormat,
    @Ctx() ctx: Context,
  ): Promise<FileJobType> {
    return exportReport(ctx, input, format);
  }
}
