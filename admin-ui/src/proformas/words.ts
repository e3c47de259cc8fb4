import type { ProformaStatus } from '../generated/graphql.ts';

/** As a filter offers them. */
export const statuses: readonly { id: ProformaStatus; name: string }[] = [
  { id: 'UNPAID', name: 'Unpaid' },
  { id: 'PAID', name: 'Paid' },
  { id: 'VOID', name: 'Void' },
];
