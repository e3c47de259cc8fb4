import type {
  AttemptOutcome,
  Channel,
  MessageRowFragment,
  MessageStatus,
  TemplateKind,
} from '../generated/graphql.ts';

/** The kinds of messages, as a filter offers them. */
export const kinds: readonly { id: TemplateKind; name: string }[] = [
  { id: 'INVOICE_MAIL', name: 'Invoice' },
  { id: 'CREDIT_NOTE_MAIL', name: 'Credit note' },
  { id: 'PROFORMA_MAIL', name: 'Proforma invoice' },
  { id: 'PAYMENT_MAIL', name: 'Payment received' },
  { id: 'REMINDER_MAIL', name: 'Reminder' },
  { id: 'BLOCKED_MAIL', name: 'Blocked notice' },
  { id: 'CHARGE_FAILED_MAIL', name: 'Charge failed' },
  { id: 'CARD_ENDING_MAIL', name: 'Card ends soon' },
  { id: 'WELCOME_MAIL', name: 'Welcome' },
  { id: 'RESET_MAIL', name: 'New password' },
  { id: 'SECURITY_MAIL', name: 'Security notice' },
  { id: 'RUN_MAIL', name: 'Billing run' },
  { id: 'BOOKS_MAIL', name: 'Check of the books' },
  { id: 'NOTE_MAIL', name: 'Note' },
  { id: 'STATEMENT_MAIL', name: 'Statement' },
];

export const channels: readonly { id: Channel; name: string }[] = [
  { id: 'EMAIL', name: 'E-mail' },
  { id: 'SMS', name: 'SMS' },
];

/** In the order in which they ask for somebody. */
export const statuses: readonly MessageStatus[] = [
  'FAILED',
  'HELD',
  'QUEUED',
  'SENDING',
  'SENT',
  'CANCELLED',
  'CAUGHT',
];

export const sayKind = (kind: string): string => kinds.find(({ id }) => id === kind)?.name ?? kind;
/** In the middle of a sentence: "by e-mail". */
export const byChannel = (channel: Channel): string => (channel === 'SMS' ? 'by SMS' : 'by e-mail');
export const sayChannel = (channel: string): string =>
  channels.find(({ id }) => id === channel)?.name ?? channel;

const outcomes: Record<AttemptOutcome, string> = {
  SENT: 'Accepted',
  TEMPORARY: 'Refused for now',
  PERMANENT: 'Refused for good',
  UNCERTAIN: 'Not known',
  SERVER: 'Server not usable',
};
export const sayOutcome = (outcome: AttemptOutcome): string => outcomes[outcome];

/** What a message is called: its subject once it has one, before that what it is about. */
export function titleOf(
  message: Pick<MessageRowFragment, 'subject' | 'kind' | 'invoice' | 'payment'>,
): string {
  if (message.subject) return message.subject;
  const about = message.invoice?.number ?? message.payment?.receiptNumber;
  return about ? `${sayKind(message.kind)} ${about}` : sayKind(message.kind);
}

/** What carries a channel's messages. */
export const carrierOf = (channel: Channel): string =>
  channel === 'SMS' ? 'SMS gateway' : 'mail server';
