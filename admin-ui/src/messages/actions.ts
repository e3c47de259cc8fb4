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
  run: (id: string) => Promise<unknown>;
}

export const actions: Record<MessageAction, ActionWords> = {
  'send-now': {
    label: 'Send now',
    states: ['QUEUED', 'FAILED'],
    others: 'have gone, were cancelled, are not true any more, or have nothing to go out with',
    run: (id) => request(SendMessageNow, { id }),
  },
  cancel: {
    label: 'Cancel',
    danger: true,
    states: ['QUEUED', 'HELD', 'FAILED'],
    others: 'have gone, were cancelled, or protect an account',
    run: (id) => request(CancelMessage, { id }),
  },
  resend: {
    label: 'Resend',
    states: ['SENT', 'CANCELLED'],
    others: 'are still to go, are not true any more, or protect an account',
    run: (id) => request(ResendMessage, { id }),
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

/** What to say when it is done. */
export function sayDone(action: MessageAction, messages: readonly Actable[]): string {
  const what = messages.length === 1 ? 'The message' : count(messages);
  if (action === 'send-now') return `${what} ${plural(messages.length, 'is', 'are')} on the way.`;
  if (action === 'cancel') return `${what} ${plural(messages.length, 'was', 'were')} cancelled.`;
  return messages.length === 1
    ? 'A new message is on the way.'
    : `${countOf(messages.length, 'new message')} are on the way.`;
}

const SIDE_BY_SIDE = 4;

/** Does it to each, a few at a time, and throws what was refused of it in one sentence. */
export async function actOn(action: MessageAction, messages: readonly Actable[]): Promise<void> {
  const waiting = [...messages];
  const refused: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await actions[action].run(next.id).catch((error: unknown) => refused.push(error));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  if (refused.length === 0) return;
  if (messages.length === 1) throw refused[0];
  const words = [
    ...new Set(refused.map((error) => (error instanceof Error ? error.message : String(error)))),
  ];
  throw new Error(
    `${messages.length - refused.length} of ${messages.length} done. The others: ${words.join(' ')}`,
  );
}
