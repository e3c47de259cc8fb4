import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('DunningResult')
export class DunningResultType {
  @Field(() => Int) blocked!: number;
  @Field(() => Int) deactivated!: number;
  @Field(() => Int) activated!: number;
}
