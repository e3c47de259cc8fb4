import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';

export enum DashboardKind {
  GENERAL = 'GENERAL',
  FINANCE = 'FINANCE',
  RESELLER = 'RESELLER',
}
registerEnumType(DashboardKind, { name: 'DashboardKind' });

export enum TileUnit {
  MONEY = 'MONEY',
  COUNT = 'COUNT',
  PERCENT = 'PERCENT',
  RATIO = 'RATIO',
  SECONDS = 'SECONDS',
  BYTES = 'BYTES',
}
registerEnumType(TileUnit, { name: 'TileUnit' });

@ObjectType('ListLink', {
  description:
    'list: a field of Query (or report); filter: its filter argument (or ReportInput), to be given as it is.',
})
export class ListLinkType {
  @Field(() => String) list!: string;
  @Field(() => JSONScalar) filter!: object;
}

@ObjectType('TilePoint')
export class TilePointType {
  @Field(() => DateScalar) at!: string;
  @Field(() => DecimalScalar) value!: string;
}

@ObjectType('TileRow')
export class TileRowType {
  @Field(() => String) label!: string;
  @Field(() => DecimalScalar) value!: string;
  @Field(() => Int, { nullable: true }) count?: number | null;
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => ListLinkType, { nullable: true }) link?: ListLinkType | null;
}

@ObjectType('Tile', {
  description:
    'value: null when it cannot be said. previous: of the days that it is compared with. asOf: only of tiles made in the background.',
})
export class TileType {
  @Field(() => String) key!: string;
  @Field(() => TileUnit) unit!: TileUnit;
  @Field(() => DecimalScalar, { nullable: true }) value!: string | null;
  @Field(() => Int, { nullable: true }) count!: number | null;
  @Field(() => DecimalScalar, { nullable: true }) previous!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) changePercent!: string | null;
  @Field(() => [TilePointType]) series!: TilePointType[];
  @Field(() => [TileRowType]) rows!: TileRowType[];
  @Field(() => ListLinkType, { nullable: true }) link!: ListLinkType | null;
  @Field(() => DateTimeScalar, { nullable: true }) asOf!: Date | null;
}

@ObjectType('Dashboard', {
  description:
    'asOf never goes back. From a subscription: first every tile, then only those that changed.',
})
export class DashboardType {
  @Field(() => DashboardKind) kind!: DashboardKind;
  @Field(() => String) currency!: string;
  @Field(() => [String], { description: "In use there, the partner's own first." })
  currencies!: string[];
  @Field(() => DateScalar) month!: string;
  @Field(() => DateTimeScalar) asOf!: Date;
  @Field(() => Boolean, { description: 'Every tile is here.' }) complete!: boolean;
  @Field(() => [TileType]) tiles!: TileType[];
  /** For the field resolver; not in the schema. */
  partnerId!: string;
}
