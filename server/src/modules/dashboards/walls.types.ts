import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { DashboardKind } from './dashboard.types.ts';

@ObjectType('WallDisplay')
export class WallDisplayType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => [DashboardKind]) dashboards!: DashboardKind[];
  @Field(() => Int, { description: 'How long each is shown.' }) seconds!: number;
  @Field(() => Boolean) showMoney!: boolean;
  @Field(() => Boolean, { description: 'Of customers.' }) showNames!: boolean;
  @Field(() => DateTimeScalar) expiresAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) lastSeenAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'With its token: only in the answer that creates it.',
  })
  url!: string | null;
  /** For the field resolver; not in the schema. */
  partnerId!: string;
}

@ObjectType('WallShown', { description: 'What a wall display shows, as it is told itself.' })
export class WallShownType {
  @Field(() => String) name!: string;
  @Field(() => [DashboardKind]) dashboards!: DashboardKind[];
  @Field(() => Int) seconds!: number;
  @Field(() => DateTimeScalar) expiresAt!: Date;
}

@InputType()
export class WallDisplayInput {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => String) name!: string;
  @Field(() => [DashboardKind]) dashboards!: DashboardKind[];
  @Field(() => Int, { defaultValue: 30, description: '10 to 600.' }) seconds!: number;
  @Field(() => Boolean, { defaultValue: false }) showMoney!: boolean;
  @Field(() => Boolean, { defaultValue: false }) showNames!: boolean;
  @Field(() => DateTimeScalar, { description: 'A year ahead at most.' }) expiresAt!: string;
}
