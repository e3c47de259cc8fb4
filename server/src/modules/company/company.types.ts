import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { SettingProvenanceType } from '../settings/settings.types.ts';

@ObjectType('CompanyDetails', {
  description: 'Who issues the documents of a partner, as far as it or a partner above it says.',
})
export class CompanyDetailsType {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) street?: string;
  @Field(() => String, { nullable: true }) city?: string;
  @Field(() => String, { nullable: true }) zip?: string;
  @Field(() => String, { nullable: true }) country?: string;
  @Field(() => String, { nullable: true }) taxNumber?: string;
  @Field(() => String, { nullable: true }) email?: string;
  @Field(() => String, { nullable: true }) phone?: string;
  @Field(() => String, { nullable: true }) bankName?: string;
  @Field(() => String, { nullable: true }) iban?: string;
  @Field(() => String, { nullable: true }) bic?: string;
  @Field(() => String, { nullable: true }) website?: string;
  @Field(() => String, { nullable: true }) logoUrl!: string | null;
  @Field(() => String) colour!: string;
  @Field(() => String, { nullable: true }) invoiceFooter?: string;
  @Field(() => [String], { description: 'What the partner sets itself.' }) overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType({ description: 'null: inherit again.' })
export class CompanyDetailsInput {
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) street?: string | null;
  @Field(() => String, { nullable: true }) city?: string | null;
  @Field(() => String, { nullable: true }) zip?: string | null;
  @Field(() => String, { nullable: true }) country?: string | null;
  @Field(() => String, { nullable: true }) taxNumber?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) bankName?: string | null;
  @Field(() => String, { nullable: true }) iban?: string | null;
  @Field(() => String, { nullable: true }) bic?: string | null;
  @Field(() => String, { nullable: true }) website?: string | null;
  @Field(() => ID, { nullable: true }) logoFileId?: string | null;
  @Field(() => String, { nullable: true }) colour?: string | null;
  @Field(() => String, { nullable: true }) invoiceFooter?: string | null;
}
