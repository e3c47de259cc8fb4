import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';

/** The partner that was asked about, or the viewer's own; NOT_FOUND for what is no id. */
export function partnerOf(ctx: Context, partnerId: string | null | undefined): string {
  if (partnerId === undefined || partnerId === null) return ctx.someone.partnerId;
  if (!isId(partnerId)) throw notFound();
  return partnerId;
}
