import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { AUTOMATION } from '@backhaul/domain/settings/automation';
import {
  settingsInput,
  settingsObject,
  SettingProvenanceType,
} from '../../kit/inheritance.types.ts';
import { DateScalar, DateTimeScalar } from '../../kit/scalars.ts';

@ObjectType('PlannedRun', { description: 'A billing run that comes by itself.' })
export class PlannedRunType {
  @Field(() => DateScalar) billingDate!: string;
  @Field(() => DateScalar, { description: 'Made at the beginning of that day.' })
  previewOn!: string;
  @Field(() => DateTimeScalar, { description: 'Where it needs no approval.' }) confirmAt!: Date;
  @Field(() => Boolean, {
    description: 'It does not confirm by itself: nothing is owed until somebody confirms it.',
  })
  needsApproval!: boolean;
  @Field(() => Boolean, { description: 'Nothing comes of that date by itself.' })
  skipped!: boolean;
  @Field(() => Int, { description: 'Customers that it takes up as things stand.' })
  customers!: number;
  @Field(() => Boolean, { description: 'The preview exists.' }) made!: boolean;
  @Field(() => Boolean, {
    description: 'Part of a run that a partner above made: it is skipped or decided there.',
  })
  madeAbove!: boolean;
  @Field(() => ID, {
    nullable: true,
    description: "The partner's own run, or its part of one made above, once it is made.",
  })
  runId!: string | null;
  @Field(() => String, { nullable: true }) skippedBy!: string | null;
  @Field(() => String, { nullable: true }) skipReason!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why the preview no longer held at its hour, where it was made again.',
  })
  madeAgainBecause!: string | null;
  @Field(() => String, { description: 'All of it in English words.' }) words!: string;
}

@ObjectType('AutomationSettings', {
  description: "When a partner's billing runs are made and confirmed by themselves.",
})
export class AutomationSettingsType extends settingsObject(AUTOMATION) {
  @Field(() => [String]) overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  @Field(() => Boolean, {
    description: 'Its runs are parts of those of a partner above, whose automation it has.',
  })
  partOfAbove!: boolean;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType({
  description:
    "A setting given as null inherits again. confirmationTime: HH:MM in the partner's time zone.",
})
export class AutomationSettingsInput extends settingsInput(AUTOMATION) {}
