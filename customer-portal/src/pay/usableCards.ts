import type { StandingPartsFragment } from '../generated/graphql.ts';

export type Card = StandingPartsFragment['savedMethods'][number];

/** The cards that can be charged now, the one that is offered first before the others. */
export function usableCards({
  savedMethods,
  onlinePayment,
}: {
  savedMethods: readonly Card[];
  onlinePayment: readonly { gatewayId: string }[];
}): Card[] {
  return savedMethods.filter(
    ({ status, gatewayId }) =>
      status === 'ACTIVE' && onlinePayment.some((account) => account.gatewayId === gatewayId),
  );
}
