import { protectsAccount } from '@backhaul/domain/messages/protects';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { MessageRowFragment, MessageStatus } from '../generated/graphql.ts';
import { CancelMessage, ResendMessage, SendMessageNow } from './api.ts';
import { titleOf } from './words.ts';

export type MessageAction = 'send-now' | 'cancel' | 'resend';

/** As much of a message as deciding about it takes. */
export type Actable = Pick<
  MessageRowFragment,
  | 'id'
  | 'status'
  | 'kind'
  | 'channel'
  | 'subject'
  | 'to'
  | 'invoice'
  | 'payment'
  | 'customer'
  | 'partner'
  | 'over'
>;

interface ActionWords {
  label: string;
  danger?: boolean;
  /** In which states it makes sense. */
  states: readonly MessageStatus[];
  /** Why the others are left out, of those that were chosen. */
  others: string;
  /** Returns how the message stands then, or the new one. */
  run: (id: string) => Promise<MessageStatus>;
}

export const actions: Record<MessageAction, ActionWords> = {
  'send-now': {
    label: 'Send now',
    states: ['QUEUED', 'FAILED'],
    others: 'have gone, were cancelled, are not true any more, or have nothing to go out with',
    run: async (id) => (await request(SendMessageNow, { id })).sendMessageNow.status,
  },
  cancel: {
    label: 'Cancel',
    danger: true,
    states: ['QUEUED', 'HELD', 'FAILED'],
    others: 'have gone, were cancelled, or protect an account',
    run: async (id) => (await request(CancelMessage, { id })).cancelMessage.status,
  },
  resend: {
    label: 'Resend',
    states: ['SENT', 'CANCELLED'],
    others: 'are still to go, are not true any more, or protect an account',
    run: async (id) => (await request(ResendMessage, { id })).resendMessage.status,
  },
};

export const actionNames = Object.keys(actions) as MessageAction[];

/** Whether the action makes sense for the message as it stands; the server decides again. */
export function canBe(
  action: MessageAction,
  message: Pick<Actable, 'status' | 'kind' | 'over'>,
): boolean {
  return (
    actions[action].states.includes(message.status) &&
    (action === 'send-now' || !protectsAccount(message.kind)) &&
    (action === 'cancel' || !message.over)
  );
}

const count = (messages: readonly unknown[]): string => countOf(messages.length, 'message');

/** What the button of the dialog says: the verb with its object. */
export function buttonOf(action: MessageAction, messages: readonly Actable[]): string {
  const what = messages.length === 1 ? 'message' : count(messages);
  return action === 'send-now'
    ? `Send ${what} now`
    : action === 'cancel'
      ? `Cancel ${what}`
      : `Resend ${what}`;
}

/** What will happen, to whom, and whether it can be undone. */
export function sayEffect(action: MessageAction, messages: readonly Actable[]): string {
  const [only] = messages;
  const one = messages.length === 1 && only ? `“${titleOf(only)}”` : count(messages);
  const to = messages.length === 1 && only ? ` to ${only.to}` : '';
  const goes = plural(messages.length, 'goes', 'go');
  if (action === 'send-now')
    return `${one} ${goes} out at once${to}, whatever the delay and the sending hours. What has gone cannot be called back.`;
  if (action === 'cancel')
    return `${one} will not be sent. ${messages.length === 1 ? 'It stays in the outbox as cancelled, and “Resend” there makes a new one.' : 'They stay in the outbox as cancelled, and “Resend” there makes new ones.'}`;
  return `${messages.length === 1 ? `A new message like ${one} goes` : `A new message for each of ${one} goes`} out at once${to}, with everything in it as it is now. The first stays as it is.`;
}

/** What to say when it is done, of messages that stand now as they do: what is held is not on its way. */
export function sayDone(action: MessageAction, now: readonly MessageStatus[]): string {
  const fresh = action === 'resend';
  const one = fresh ? 'A new message' : 'The message';
  const said = (count: number) =>
    now.length === 1 ? one : countOf(count, fresh ? 'new message' : 'message');
  if (action === 'cancel')
    return `${said(now.length)} ${plural(now.length, 'was', 'were')} cancelled.`;
  const held = now.filter((status) => status === 'HELD').length;
  const going = now.length - held;
  const sentences = [
    going > 0 && `${said(going)} ${plural(going, 'is', 'are')} on the way.`,
    held > 0 &&
      `${said(held)} ${plural(held, 'is', 'are')} held: nothing is set that could send ${plural(held, 'it', 'them')}.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

const SIDE_BY_SIDE = 4;

/**
 * Does it to each, a few at a time, and throws what was refused of it in one sentence. Returns how
 * they stand then.
 */
export async function actOn(
  action: MessageAction,
  messages: readonly Actable[],
): Promise<MessageStatus[]> {
  const now: MessageStatus[] = [];
  const waiting = [...messages];
  const refused: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await actions[action].run(next.id).then(
        (status) => now.push(status),
        (error: unknown) => refused.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  if (refused.length === 0) return now;
  if (messages.length === 1) throw refused[0];
  const words = [
    ...new Set(refused.map((error) => (error instanceof Error ? error.message : String(error)))),
  ];
  throw new Error(
    `${messages.length - refused.length} of ${messages.length} done. The others: ${words.join(' ')}`,
  );
}
