import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { DocumentJob, Prisma } from '../../../generated/prisma/client.ts';
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
import { jobsThatLost } from './jobs.store.ts';
import { createDocumentJob, JOB_MAX } from './jobs.service.ts';

const LOST = 'A document of it is not there any more. Order the file again.';

/** lost: it holds a document that is not there any more, and is not handed out. */
function toJob(row: DocumentJob, lost: boolean): DocumentJobType {
  return Object.assign(new DocumentJobType(), {
    id: row.id,
    format: row.format as DocumentJobFormat,
    status: (lost ? 'FAILED' : row.status) as DocumentJobStatus,
    total: row.invoiceIds.length || row.done,
    done: row.done,
    url: row.status === 'READY' && !lost ? `/documents/jobs/${row.id}` : null,
    error: lost ? LOST : row.error,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    expiresAt: row.expiresAt,
  });
}

async function jobsOf(
  ctx: Context,
  args: Prisma.DocumentJobFindManyArgs,
): Promise<DocumentJobType[]> {
  return ctx.read(async (tx) => {
    const rows = await tx.documentJob.findMany(args);
    const ready = rows.filter(({ status }) => status === 'READY').map(({ id }) => id);
    const lost = ready.length ? await jobsThatLost(tx, ready) : new Set();
    return rows.map((row) => toJob(row, lost.has(row.id)));
  });
}

async function found(ctx: Context, id: string): Promise<DocumentJobType> {
  const [job] = isId(id) ? await jobsOf(ctx, { where: { id: id.toLowerCase() } }) : [];
  if (!job) throw notFound();
  return job;
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
  documentJobs(@Ctx() ctx: Context): Promise<DocumentJobType[]> {
    return jobsOf(ctx, { orderBy: { createdAt: 'desc' }, take: 50 });
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
