import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of messages as a file. */
export const MESSAGES_FILE: ListFile = {
  name: 'messages',
  field: 'messages',
  filter: 'MessageFilter',
  entity: null,
  columns: [
    ['status', 'status'],
    ['kind', 'kind'],
    ['channel', 'channel'],
    ...CUSTOMER_COLUMNS,
    ['to', 'to'],
    ['subject', 'subject'],
    ['goes_out_after', 'sendAfter'],
    ['sent_at', 'sentAt'],
    ['attempts', 'attempts'],
    ['error', 'error'],
    ['queued_at', 'createdAt'],
    ['queued_by', 'recordedBy'],
    ...PARTNER_COLUMNS,
  ],
};
