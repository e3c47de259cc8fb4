import { Field, ObjectType } from 'type-graphql';

@ObjectType('Branding', { description: 'Whose pages these are, for both apps.' })
export class BrandingType {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'As chosen; the apps make it readable on their grounds.' })
  accentColor!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Where the logo is: for whoever comes by a host of the partner, and for those signed in who see it. Another logo has another address.',
  })
  logoUrl!: string | null;
  @Field(() => String, { nullable: true }) supportEmail!: string | null;
  @Field(() => String, { nullable: true }) supportPhone!: string | null;
}
