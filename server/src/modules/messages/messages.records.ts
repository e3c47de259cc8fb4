import type { Prisma } from '../../generated/prisma/client.ts';
import { type Fitting, nullsLast, Records } from '../../kit/record.ts';
import { toMessage } from './messages.types.ts';

/** Messages of the outbox. */
export const messageRecords = new Records({
  table: 'message',
  find: (tx, args: Fitting<Prisma.MessageWhereInput>) => tx.message.findMany(args),
  count: (tx, where) => tx.message.count({ where }),
  toNode: toMessage,
  sortable: {
    createdAt: 'createdAt',
    sendAfter: 'sendAfter',
    sentAt: nullsLast('sentAt'),
    status: 'status',
    kind: 'kind',
    channel: 'channel',
    attempts: 'attempts',
    subject: nullsLast('subject'),
  },
  defaultSort: [{ createdAt: 'desc' }, { id: 'desc' }],
});
