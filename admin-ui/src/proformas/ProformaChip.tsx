import { isPositive } from '@backhaul/domain/money/decimals';
import type { ProformaRowFragment } from '../generated/graphql.ts';
import { StatusChip } from '../kit/index.ts';

/** How it stands; one that some money waits on is partly paid. */
export function ProformaChip({
  proforma: { status, paid },
}: {
  proforma: Pick<ProformaRowFragment, 'status' | 'paid'>;
}) {
  return (
    <StatusChip status={status === 'UNPAID' && isPositive(paid) ? 'PARTIALLY_PAID' : status} />
  );
}
