import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';

/** Whoever acts from above is nobody's business below. */
export const SOMEBODY_ABOVE = 'Somebody above';

/** Whether the viewer may know who this is: users of partners above are not seen. */
export async function seesUser(ctx: Context, id: string | null): Promise<boolean> {
  if (!id || !isId(id)) return true;
  const user = await ctx.loadOne(
    'actors',
    id,
    (tx, ids) => tx.user.findMany({ where: { id: { in: ids } }, select: { id: true } }),
    (found) => found.id,
  );
  return user !== null;
}
