import type { MessageAttempt } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { whyOver } from './standing.store.ts';
import type { MessageType } from './messages.types.ts';

/** The attempts to send a message, first to last. */
export function loadAttempts(ctx: Context, messageId: string): Promise<MessageAttempt[]> {
  return ctx.loadMany(
    'message.attempts',
    messageId,
    (tx, ids) =>
      tx.messageAttempt.findMany({
        where: { messageId: { in: ids } },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
      }),
    (attempt) => attempt.messageId,
  );
}

/** Why what a message tells is not true any more, in words; null while it is. */
export function loadOver(ctx: Context, messageId: string): Promise<string | null> {
  return ctx.loadBatch('message.over', messageId, async (ids) => {
    const over = await ctx.sql((sql) => whyOver(sql, ids));
    return ids.map((id) => over.get(id) ?? null);
  });
}

/** Where a message goes, or went; empty where there is no address. */
export async function loadRecipient(ctx: Context, message: MessageType): Promise<string> {
  if (message.fixedTo) return message.fixedTo;
  if (message.userId)
    return (
      (
        await ctx.loadOne(
          'message.user',
          message.userId,
          (tx, ids) =>
            tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } }),
          (user) => user.id,
        )
      )?.email ?? ''
    );
  if (!message.customerId) return '';
  const contact = await ctx.loadOne(
    'message.customer',
    message.customerId,
    (tx, ids) =>
      tx.customer.findMany({
        where: { id: { in: ids } },
        select: { id: true, email: true, phone: true },
      }),
    (customer) => customer.id,
  );
  return (message.channel === 'SMS' ? contact?.phone : contact?.email) ?? '';
}
