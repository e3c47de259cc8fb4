import { Field, InputType, ObjectType } from 'type-graphql';
import { PAYMENTS } from '@backhaul/domain/settings/payments';
import {
  settingsInput,
  settingsObject,
  SettingProvenanceType,
} from '../../kit/inheritance.types.ts';

@ObjectType('PaymentSettings', { description: 'How money comes in, by every channel.' })
export class PaymentSettingsType extends settingsObject(PAYMENTS) {
  @Field(() => [String], {
    description: 'Names of the settings set at this partner itself rather than inherited.',
  })
  overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType({ description: 'A setting given as null inherits again.' })
export class PaymentSettingsInput extends settingsInput(PAYMENTS) {}
