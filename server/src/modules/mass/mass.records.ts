import type { MassJob, Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { Records } from '../../kit/record.ts';
import { toMassJob, type MassJobType } from './mass.types.ts';

const LATEST_MAX = 100;

class MassJobs extends Records<Prisma.MassJobWhereInput, MassJob, MassJobType> {
  /** Of what was confirmed, the latest first. */
  async latest(ctx: Context, first: number, offset: number): Promise<MassJobType[]> {
    const found = await ctx.read((tx) =>
      tx.massJob.findMany({
        where: { confirmed: true },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: Math.min(Math.max(first, 0), LATEST_MAX),
        skip: Math.max(offset, 0),
      }),
    );
    return found.map(toMassJob);
  }
}

/** Work on many records: one of it, and its list. */
export const massJobs = new MassJobs({
  table: 'massJob',
  sortable: { createdAt: (order) => ({ createdAt: order }) },
  defaultSort: [{ createdAt: 'desc' }],
  toNode: toMassJob,
  find: (tx, args) => tx.massJob.findMany(args),
  count: (tx, where) => tx.massJob.count({ where }),
});
