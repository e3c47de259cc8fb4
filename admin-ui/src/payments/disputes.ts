import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { DisputeListQuery } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';

const DisputesQuery = graphql(`
  query DisputeList($partnerId: ID) {
    disputes(partnerId: $partnerId) {
      id
      amount
      status
      reason
      answerBy
      openedAt
      payment {
        id
        receiptNumber
        currency
        origin
        test
        customer {
          id
          name
        }
      }
    }
  }
`);

export type Dispute = DisputeListQuery['disputes'][number];

/** Payments that customers took up with their bank, of a partner and those below it, newest first. */
export function useDisputes(partnerId: string | null) {
  return useQuery({
    queryKey: ['disputes', partnerId],
    queryFn: async () => (await request(DisputesQuery, { partnerId })).disputes,
    enabled: useCan('payments:read'),
  });
}

/** Whether nothing is decided yet, so that an answer may still count. */
export const isUndecided = ({ status }: Dispute): boolean =>
  status === 'OPEN' || status === 'WITHDRAWN';

export const DISPUTE_LOOKS = {
  OPEN: { tone: 'due', icon: 'alert', label: 'To be answered' },
  WITHDRAWN: { tone: 'overdue', icon: 'alert', label: 'Money withdrawn' },
  WON: { tone: 'paid', icon: 'check', label: 'Won' },
  LOST: { tone: 'neutral', icon: 'ban', label: 'Lost' },
} as const;

/** What a dispute means for the money, and what a person can do. */
export function sayDispute({ status, payment }: Dispute): string {
  const provider = payment.origin;
  switch (status) {
    case 'OPEN':
      return `Nothing was taken back yet. Answer it at ${provider}, with the invoice and what was agreed.`;
    case 'WITHDRAWN':
      return `The provider took the money back until it is decided: the payment is reversed, what it paid is open again. Answer it at ${provider}; won, the payment counts again.`;
    case 'WON':
      return 'The money is here, and the payment counts.';
    case 'LOST':
      return 'The money is gone: the payment is reversed, and what it paid is open again. Ask the customer to pay another way.';
  }
}
