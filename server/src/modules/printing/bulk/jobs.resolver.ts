import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { DocumentJob } from '../../../generated/prisma/client.ts';
import type { Context } from '../../../kit/context.ts';
import { idInput, isId } from '../../../kit/input.ts';
import { badInput, forbidden, notFound } from '../../../platform/refusal.ts';
import { invoicesWhere } from '../../invoices/index.ts';
import {
  DocumentJobInput,
  DocumentJobType,
  type DocumentJobFormat,
  type DocumentJobStatus,
} from '../templates.types.ts';
import { createDocumentJob, JOB_MAX } from './jobs.service.ts';

function toJob(row: DocumentJob): DocumentJobType {
  return Object.assign(new DocumentJobType(), {
    id: row.id,
    format: row.format as DocumentJobFormat,
    status: row.status as DocumentJobStatus,
    total: row.invoiceIds.length || row.done,
    done: row.done,
    url: row.status === 'READY' ? `/documents/jobs/${row.id}` : null,
    error: row.error,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    expiresAt: row.expiresAt,
  });
}

async function found(ctx: Context, id: string): Promise<DocumentJobType> {
  const row = isId(id)
    ? await ctx.read((tx) => tx.documentJob.findUnique({ where: { id: id.toLowerCase() } }))
    : null;
  if (!row) throw notFound();
  return toJob(row);
}

@Resolver(() => DocumentJobType)
export class DocumentJobsResolver {
  @Authorized('invoices:read')
  @Query(() => DocumentJobType)
  documentJob(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<DocumentJobType> {
    return found(ctx, id);
  }

  @Authorized('invoices:read')
  @Query(() => [DocumentJobType], {
    description: 'The newest jobs first; a file is kept for a day.',
  })
  async documentJobs(@Ctx() ctx: Context): Promise<DocumentJobType[]> {
    return (
      await ctx.read((tx) => tx.documentJob.findMany({ orderBy: { createdAt: 'desc' }, take: 50 }))
    ).map(toJob);
  }

  @Authorized('invoices:read')
  @Mutation(() => DocumentJobType, {
    description:
      'Makes the PDFs of many invoices in the background; poll documentJob until it is READY.',
  })
  async createDocumentJob(
    @Arg('input', () => DocumentJobInput) input: DocumentJobInput,
    @Ctx() ctx: Context,
  ): Promise<DocumentJobType> {
    if (ctx.someone.kind === 'CUSTOMER') throw forbidden();
    if (Boolean(input.invoiceIds) === Boolean(input.filter))
      throw badInput({ invoiceIds: 'give either invoiceIds or a filter' });
    const filter = input.filter;
    const ids = filter
      ? await ctx.read(async (tx) =>
          (
            await tx.invoice.findMany({
              where: await invoicesWhere(ctx, tx, filter),
              select: { id: true },
              orderBy: [{ documentDate: 'asc' }, { number: 'asc' }],
              take: JOB_MAX + 1,
            })
          ).map((invoice) => invoice.id),
        )
      : input.invoiceIds!.slice(0, JOB_MAX + 1).map((id, i) => idInput(id, `invoiceIds.${i}`));
    return found(ctx, await ctx.sql((sql) => createDocumentJob(sql, input.format, ids)));
  }
}
