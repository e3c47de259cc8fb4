import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { MassJob, MassJobRow } from '../../generated/prisma/client.ts';
import { MoneyType, toMoney } from '../../kit/money.types.ts';
import { DateScalar, DateTimeScalar, JSONScalar } from '../../kit/scalars.ts';
import { changeParams, fieldsOf } from './change/params.ts';
import { InvoiceLineInput } from '../ledger/index.ts';

export enum JobStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  READY = 'READY',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  UNDONE = 'UNDONE',
}
registerEnumType(JobStatus, {
  name: 'JobStatus',
  valuesConfig: {
    READY: { description: 'Everything was looked at; it waits to be confirmed.' },
  },
});

@ObjectType('MassJob', { description: 'Work on many records at once.' })
export class MassJobType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'What is done, such as APPROVE_INVOICES.' }) kind!: string;
  @Field(() => String, { nullable: true, description: 'Of a change: the list of its records.' })
  list!: string | null;
  @Field(() => [String], { description: 'Of a change: what it changes.' }) fields!: string[];
  @Field(() => JobStatus) status!: JobStatus;
  @Field(() => Boolean, { description: 'Otherwise it only says what it would do.' })
  confirmed!: boolean;
  @Field(() => Float, { description: 'From 0 to 1.' }) progress!: number;
  @Field(() => String) fingerprint!: string;
  @Field(() => Int) total!: number;
  @Field(() => Int, { description: 'How many it changes, done ones included.' }) changes!: number;
  @Field(() => Int) alreadySo!: number;
  @Field(() => Int) refused!: number;
  @Field(() => String) createdBy!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) undoableUntil!: Date | null;
  @Field(() => Boolean, { description: 'It is being taken back, or was.' }) undoing!: boolean;
  @Field(() => Int, { description: 'How many were taken back.' }) undone!: number;
  @Field(() => Int, { description: 'How many stayed when it was taken back.' }) leftSo!: number;
}

@InputType({ description: 'The same one-time invoice for many customers.' })
export class MassInvoiceInput {
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar, { nullable: true }) dueDate?: string | null;
  @Field(() => [InvoiceLineInput]) lines!: InvoiceLineInput[];
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Otherwise they are issued at once.',
  })
  draft?: boolean | null;
}

@ObjectType('MassRow')
export class MassRowType {
  @Field(() => ID) recordId!: string;
  @Field(() => String) label!: string;
  @Field(() => JSONScalar) before!: unknown;
  @Field(() => JSONScalar) after!: unknown;
  @Field(() => String, { nullable: true, description: 'In words.' })
  effect!: string | null;
  @Field(() => MoneyType, { nullable: true, description: 'What it comes to, tax included.' })
  amount!: MoneyType | null;
  @Field(() => String, { nullable: true, description: 'Why it cannot be done; in words.' })
  refusal!: string | null;
}

export function toMassJob(job: MassJob): MassJobType {
  const { id, kind, confirmed, fingerprint, total, looked, done, alreadySo, refused } = job;
  const settled = confirmed ? done + alreadySo + refused : looked;
  const { undoing, undone, leftSo, undoableUntil } = job;
  const progress = undoing ? (undone + leftSo) / done : settled / total;
  return Object.assign(new MassJobType(), {
    id,
    kind,
    ...changeOf(job),
    status: job.status as JobStatus,
    confirmed,
    fingerprint,
    total,
    progress: job.status === 'DONE' || total === 0 ? 1 : progress,
    changes: job.endedAt || undoing ? done : Math.max(done, looked - alreadySo - refused),
    alreadySo,
    refused,
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    undoableUntil: undoing || (undoableUntil && undoableUntil < new Date()) ? null : undoableUntil,
    undoing,
    undone,
    leftSo,
  });
}

/** What a change is of; of other work nothing. */
function changeOf({ kind, params }: MassJob): Pick<MassJobType, 'list' | 'fields'> {
  if (kind !== 'CHANGE') return { list: null, fields: [] };
  const of = changeParams.parse(params);
  return { list: of.list, fields: fieldsOf(of) };
}

export function toMassRow({
  recordId,
  label,
  before,
  after,
  effect,
  refusal,
  amountMinor,
  currency,
}: MassJobRow): MassRowType {
  const amount = amountMinor === null || currency === null ? null : toMoney(amountMinor, currency);
  return Object.assign(new MassRowType(), {
    recordId,
    label,
    before,
    after,
    effect,
    refusal,
    amount,
  });
}
