import { Field, InputType, ObjectType } from 'type-graphql';
import { COMPANY } from '@backhaul/domain/settings/company';
import {
  settingsInput,
  settingsObject,
  SettingProvenanceType,
} from '../../kit/inheritance.types.ts';

@ObjectType('CompanyDetails', {
  description: 'Who issues the documents of a partner, as far as it or a partner above it says.',
})
export class CompanyDetailsType extends settingsObject(COMPANY) {
  @Field(() => [String], { description: 'What the partner sets itself.' }) overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType({ description: 'null: inherit again.' })
export class CompanyDetailsInput extends settingsInput(COMPANY) {}
