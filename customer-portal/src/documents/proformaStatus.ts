import { isPositive } from '@backhaul/domain/money/decimals';
import type { ProformaStatus } from '../generated/graphql.ts';

/** How a request for payment stands; one that some money waits on is partly paid. */
export function proformaStatus({
  status,
  paid,
}: {
  status: ProformaStatus;
  paid: string;
}): ProformaStatus | 'PARTIALLY_PAID' {
  return status === 'UNPAID' && isPositive(paid) ? 'PARTIALLY_PAID' : status;
}
