import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, JSONScalar } from '../../kit/scalars.ts';
import { ListLinkType, TileUnit } from '../dashboards/index.ts';
import { LabelFilter } from '../labels/index.ts';

export enum ReportKind {
  REVENUE = 'REVENUE',
  TAX = 'TAX',
  AGEING = 'AGEING',
  CHURN = 'CHURN',
  COHORTS = 'COHORTS',
  PAYMENTS = 'PAYMENTS',
}
registerEnumType(ReportKind, { name: 'ReportKind' });

export enum ReportBasis {
  BILLED = 'BILLED',
  EARNED = 'EARNED',
  ISSUED = 'ISSUED',
  PAID = 'PAID',
}
registerEnumType(ReportBasis, { name: 'ReportBasis' });

@InputType()
export class ReportInput {
  @Field(() => ReportKind) kind!: ReportKind;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: true }) includeDescendants?: boolean | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Default: the first day of the month that it is at the partner.',
  })
  from?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Default: today.' }) to?: string | null;
  @Field(() => DateScalar, { nullable: true }) asOf?: string | null;
  @Field(() => ReportBasis, { nullable: true }) basis?: ReportBasis | null;
  @Field(() => [String], {
    nullable: true,
    description:
      'At most two of day, week, month, quarter, year, partner, location, label, tariff, tariffKind, category, customer, taxRate, method, user or customFields.<entity>.<key>, of customers, services and tariffs.',
  })
  groupBy?: string[] | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Custom fields of what is grouped by: customFields.<entity>.<key>.',
  })
  columns?: string[] | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'There, and in what lies in it.' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true }) tariffId?: string | null;
  @Field(() => LabelFilter, { nullable: true }) labels?: LabelFilter | null;
  @Field(() => JSONScalar, {
    nullable: true,
    description:
      'Custom fields with the value that they have: { "customer.region": "North" }; an option of several for CHOICES.',
  })
  customFields?: unknown;
}

@ObjectType('ReportColumn', {
  description: 'key: a grouping as in groupBy, a custom field as in columns, or a measure.',
})
export class ReportColumnType {
  @Field(() => String) key!: string;
  @Field(() => String) label!: string;
  @Field(() => TileUnit, { nullable: true }) unit!: TileUnit | null;
}

@ObjectType('ReportRow', {
  description:
    "values in the columns' order; drill opens what adds up to the row, drills what adds up to each cell.",
})
export class ReportRowType {
  @Field(() => [String], { nullable: 'items' }) values!: (string | null)[];
  @Field(() => ListLinkType, { nullable: true }) drill!: ListLinkType | null;
  @Field(() => [ListLinkType], { nullable: 'items' }) drills!: (ListLinkType | null)[];
}

@ObjectType('Report')
export class ReportType {
  @Field(() => [ReportColumnType]) columns!: ReportColumnType[];
  @Field(() => Int) rowCount(): Promise<number> {
    return this.counted();
  }
  @Field(() => ReportRowType) totals(): Promise<ReportRowType> {
    return this.summed();
  }
  @Field(() => DateTimeScalar) asOf!: Date;
  @Field(() => String) currency!: string;
  @Field(() => [String]) notes(): Promise<string[]> {
    return this.said();
  }
  /** What the fields ask; not in the schema. */
  page!: (first: number, offset: number) => Promise<ReportRowType[]>;
  counted!: () => Promise<number>;
  summed!: () => Promise<ReportRowType>;
  said!: () => Promise<string[]>;
}
