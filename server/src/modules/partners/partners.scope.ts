import { idInput } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

/** The last character there is: everything below a path lies before path + END. */
const END = '\u{10FFFF}';

/** The rows of a partner and everything below it, as a condition on partnerPath that the index answers. */
export function belowPath(path: string): { gte: string; lt: string } {
  return { gte: path, lt: path + END };
}

/** The same for the partner a filter names. A partner outside the scope has no rows, like one that does not exist. */
export async function belowPartner(
  tx: ScopedTx,
  partnerId: string,
  field = 'filter.partnerId',
): Promise<{ gte: string; lt: string }> {
  const partner = await tx.partner.findUnique({
    where: { id: idInput(partnerId, field) },
    select: { path: true },
  });
  return partner ? belowPath(partner.path) : { gte: END, lt: END };
}
