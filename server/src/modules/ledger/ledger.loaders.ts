import type { Context } from '../../kit/context.ts';
import { seesUser, SOMEBODY_ABOVE } from '../access/index.ts';
import { partnerRecords } from '../partners/index.ts';

/**
 * Who recorded something, as the viewer may know it: customers see their partner, never its staff; whoever did it from
 * above is not named below, where the record knows who that is.
 */
export async function shownRecorder(
  ctx: Context,
  record: { recorder: string; recorderId?: string | null; partnerId: string },
): Promise<string> {
  if (ctx.viewer?.kind !== 'CUSTOMER')
    return (await seesUser(ctx, record.recorderId ?? null)) ? record.recorder : SOMEBODY_ABOVE;
  return (await partnerRecords.load(ctx, record.partnerId))?.name ?? '';
}
