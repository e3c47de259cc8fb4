import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum WarningCode {
  FAR_DATE = 'FAR_DATE',
  FAR_AHEAD = 'FAR_AHEAD',
  MANY_PERIODS = 'MANY_PERIODS',
  COMPANY_INHERITED = 'COMPANY_INHERITED',
  COMPANY_INCOMPLETE = 'COMPANY_INCOMPLETE',
}
registerEnumType(WarningCode, { name: 'WarningCode' });

@ObjectType('Warning', {
  description: 'What is allowed and seldom meant: the API does it, the back office asks first.',
})
export class WarningType {
  @Field(() => WarningCode) code!: WarningCode;
  @Field(() => String, { description: 'A sentence for people.' }) message!: string;
}
