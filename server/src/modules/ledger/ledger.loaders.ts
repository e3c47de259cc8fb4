import type { Context } from '../../kit/context.ts';
import { partnerRecords } from '../partners/index.ts';

/** Who recorded something, as the viewer may know it: customers see their partner, never its staff. */
export async function shownRecorder(
  ctx: Context,
  record: { recorder: string; partnerId: string },
): Promise<string> {
  if (ctx.viewer?.kind !== 'CUSTOMER') return record.recorder;
  return (await partnerRecords.load(ctx, record.partnerId))?.name ?? '';
}
