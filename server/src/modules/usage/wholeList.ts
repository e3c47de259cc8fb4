import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { conflict } from '../../platform/refusal.ts';
import { toUsageRecord, type UsageRecordType, WITH_SUM } from './usage.types.ts';

/** So many records an answer without pages holds. */
const WHOLE_MAX = 10_000;

/** All records that fit, the oldest first. Refuses CONFLICT TOO_MANY where they are more than an answer holds. */
export async function wholeList(
  ctx: Context,
  where: Prisma.UsageRecordWhereInput,
): Promise<UsageRecordType[]> {
  const rows = await ctx.read((tx) =>
    tx.usageRecord.findMany({
      where,
      include: WITH_SUM,
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: WHOLE_MAX + 1,
    }),
  );
  if (rows.length > WHOLE_MAX)
    throw conflict(
      'TOO_MANY',
      'These are more than 10,000 records. Ask for fewer days, or page by page with `usage`.',
    );
  return rows.map(toUsageRecord);
}
