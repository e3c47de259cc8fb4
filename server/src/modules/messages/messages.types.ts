import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Message } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { TemplateKind } from '../templates/index.ts';

export enum MessageStatus {
  QUEUED = 'QUEUED',
  SENDING = 'SENDING',
  SENT = 'SENT',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  HELD = 'HELD',
  CAUGHT = 'CAUGHT',
}
registerEnumType(MessageStatus, {
  name: 'MessageStatus',
  description:
    'HELD: nothing can send it yet (no mail server set); goes out when one is. CAUGHT: of a test partner, goes to nobody.',
});
export enum Channel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
}
registerEnumType(Channel, { name: 'Channel' });
export enum AttemptOutcome {
  SENT = 'SENT',
  TEMPORARY = 'TEMPORARY',
  PERMANENT = 'PERMANENT',
  UNCERTAIN = 'UNCERTAIN',
  SERVER = 'SERVER',
}
registerEnumType(AttemptOutcome, {
  name: 'AttemptOutcome',
  description:
    'TEMPORARY and SERVER are tried again. UNCERTAIN: it may have arrived, so it is not sent a second time by itself.',
});

/** Its texts, customer, invoice, payment, partner, address and attempts are resolved on their own. */
@ObjectType('Message')
export class MessageType {
  @Field(() => ID) id!: string;
  @Field(() => Channel) channel!: Channel;
  @Field(() => TemplateKind) kind!: TemplateKind;
  @Field(() => MessageStatus) status!: MessageStatus;
  @Field(() => DateTimeScalar) sendAfter!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) sentAt!: Date | null;
  @Field(() => Int) attempts!: number;
  @Field(() => String, {
    nullable: true,
    description: 'Why it is held, was cancelled, waits to be tried again or has failed.',
  })
  error!: string | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => String, { description: 'Who or what queued it.' }) recordedBy!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string | null;
  userId!: string | null;
  invoiceId!: string | null;
  paymentId!: string | null;
  creditNoteId!: string | null;
  proformaId!: string | null;
  /** Where it went, or is to go whatever the customer's own address is. */
  fixedTo!: string | null;
  subject!: string | null;
  body!: string;
}

@ObjectType('MessageAttempt')
export class MessageAttemptType {
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => AttemptOutcome) outcome!: AttemptOutcome;
  @Field(() => String, { nullable: true, description: 'What the mail server or gateway said.' })
  detail!: string | null;
}

@ObjectType('MessagePreview', { description: 'A message as it would be sent now.' })
export class MessagePreviewType {
  @Field(() => String, { nullable: true }) subject!: string | null;
  @Field(() => String, { description: 'HTML.' }) body!: string;
}

export const MessageConnection = connectionType(() => MessageType, 'Message');

@InputType()
export class MessageFilter {
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => ID, { nullable: true }) creditNoteId?: string | null;
  @Field(() => ID, { nullable: true }) proformaId?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => MessageStatus, { nullable: true }) status?: MessageStatus | null;
  @Field(() => TemplateKind, { nullable: true }) kind?: TemplateKind | null;
  @Field(() => Channel, { nullable: true }) channel?: Channel | null;
}

export function toMessage(row: Message): MessageType {
  const {
    id,
    subject,
    sendAfter,
    sentAt,
    attempts,
    error,
    createdAt,
    recordedBy,
    partnerId,
    customerId,
    userId,
    invoiceId,
    paymentId,
    creditNoteId,
    proformaId,
  } = row;
  return Object.assign(new MessageType(), {
    id,
    subject,
    sendAfter,
    sentAt,
    attempts,
    error,
    createdAt,
    recordedBy,
    partnerId,
    customerId,
    userId,
    invoiceId,
    paymentId,
    creditNoteId,
    proformaId,
    channel: row.channel as Channel,
    kind: row.kind as TemplateKind,
    status: row.status as MessageStatus,
    body: row.body ?? '',
    fixedTo: row.sentTo ?? row.recipient,
  });
}
