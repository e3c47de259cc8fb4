import { Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../../kit/connection.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { ListLinkType } from '../dashboards/index.ts';

@ObjectType('TimelineEntry', { description: 'What happened to a customer; for staff alone.' })
export class TimelineEntryType {
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String, {
    description:
      'STATUS, INVOICE, CREDIT_NOTE, PROFORMA, PAYMENT, MESSAGE, NOTE, SERVICE, SETTINGS or SIGN_IN.',
  })
  kind!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) detail!: string | null;
  @Field(() => String, { nullable: true }) by!: string | null;
  @Field(() => ListLinkType, { nullable: true }) link!: ListLinkType | null;
  @Field(() => ID, { nullable: true, description: 'Of what it is about.' })
  recordId!: string | null;
}

export const TimelineConnection = connectionType(() => TimelineEntryType, 'Timeline');
