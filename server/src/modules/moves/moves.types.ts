import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { JSONScalar } from '../../kit/scalars.ts';

export enum MoveEffectKind {
  ISSUER = 'ISSUER',
  ONLINE = 'ONLINE',
  COMPANY = 'COMPANY',
  FINANCE = 'FINANCE',
  MESSAGES = 'MESSAGES',
}
registerEnumType(MoveEffectKind, {
  name: 'MoveEffectKind',
  description:
    'ISSUER: in whose name documents are issued; ONLINE: what customers pay through; the others: a setting of that family.',
});

@ObjectType('MoveEffect')
export class MoveEffectType {
  @Field(() => MoveEffectKind) kind!: MoveEffectKind;
  @Field(() => String, { nullable: true, description: 'Which setting.' }) key!: string | null;
  @Field(() => JSONScalar, { nullable: true }) before!: unknown;
  @Field(() => JSONScalar, { nullable: true }) after!: unknown;
}

@ObjectType('MoveRefusal')
export class MoveRefusalType {
  @Field(() => String) reason!: string;
  @Field(() => String) message!: string;
}

@ObjectType('MovePreview', { description: 'What moving a partner would change of it.' })
export class MovePreviewType {
  @Field(() => MoveRefusalType, {
    nullable: true,
    description: 'Why movePartner would refuse it as things are now.',
  })
  refusal!: MoveRefusalType | null;
  @Field(() => [String], {
    description:
      'Partners whose users see it then and do not now, the highest first; those above both places see it as before.',
  })
  seesThen!: string[];
  @Field(() => [String], { description: 'Partners whose users see it now and do not then.' })
  seesNoMore!: string[];
  @Field(() => [MoveEffectType], { description: 'Who issues first; the gravest before the rest.' })
  effects!: MoveEffectType[];
}
