import type { CreditNoteStatus } from '../generated/graphql.ts';

/** As a filter offers them. */
export const statuses: readonly { id: CreditNoteStatus; name: string }[] = [
  { id: 'OPEN', name: 'Open' },
  { id: 'APPLIED', name: 'Applied' },
  { id: 'REFUNDED', name: 'Refunded' },
];
