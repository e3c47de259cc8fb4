import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { CustomFieldDefinitionType } from '../fields/index.ts';
import { partnerRecords } from './partners.records.ts';
import { PartnerType } from './partners.types.ts';

@Resolver(() => CustomFieldDefinitionType)
export class FieldPartnerLink {
  /** An ancestor is never revealed: to those below its fields look like their own. */
  @FieldResolver(() => PartnerType)
  async partner(
    @Root() field: CustomFieldDefinitionType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return (
      (await partnerRecords.load(ctx, field.partnerId)) ??
      partnerRecords.load(ctx, ctx.someone.partnerId)
    );
  }
}
