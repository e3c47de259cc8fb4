import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { FieldEntity, PortalAccess as Access } from '@backhaul/domain/fields/customFields';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { covers } from '../../tenancy/scope.ts';
import {
  CustomFieldDefinitionType,
  CustomFieldEntity,
  CustomFieldImpactType,
  CustomFieldInput,
  PortalAccess,
  toDefinition,
} from './customFields.types.ts';
import { toField } from './definition.ts';
import {
  archiveCustomField,
  createCustomField,
  ownField,
  updateCustomField,
} from './definitions.service.ts';
import { loadFields, pathOfPartner } from './definitions.store.ts';
import { impactOf, type Impact } from './impact.ts';

async function found(ctx: Context, id: string): Promise<CustomFieldDefinitionType> {
  const row = await ctx.read((tx) => tx.customField.findUnique({ where: { id } }));
  if (!row) throw notFound();
  return toDefinition(toField(row));
}

@Resolver(() => CustomFieldDefinitionType)
export class CustomFieldsResolver {
  @Authorized()
  @Query(() => [CustomFieldDefinitionType], {
    description:
      "The fields of a partner's records (default: the viewer's), inherited ones and archived ones included, in their order.",
  })
  async customFields(
    @Arg('entity', () => CustomFieldEntity) entity: FieldEntity,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomFieldDefinitionType[]> {
    const id = partnerId ?? ctx.someone.partnerId;
    const path = isId(id) ? await pathOfPartner(ctx, id.toLowerCase()) : null;
    if (!path) throw notFound();
    return (await loadFields(ctx, entity, path)).map(toDefinition);
  }

  @Authorized('custom-fields:write')
  @Query(() => CustomFieldImpactType, {
    description: 'How many records a change of options, or making the field required, would touch.',
  })
  async customFieldImpact(
    @Arg('id', () => ID) id: string,
    @Arg('required', () => Boolean, { nullable: true }) required: boolean | null | undefined,
    @Arg('options', () => [String], { nullable: true }) options: string[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<Impact> {
    if (!isId(id)) throw notFound();
    return ctx.sql(async (sql) => {
      const field = await ownField(sql, id.toLowerCase());
      return impactOf(sql, field, {
        required: required ?? field.required,
        options: options ?? field.options,
      });
    });
  }

  @Authorized('custom-fields:write')
  @Mutation(() => CustomFieldDefinitionType)
  async createCustomField(
    @Arg('input', () => CustomFieldInput) input: CustomFieldInput,
    @Ctx() ctx: Context,
  ): Promise<CustomFieldDefinitionType> {
    const partnerId =
      input.partnerId == null ? ctx.someone.partnerId : idInput(input.partnerId, 'partnerId');
    return found(ctx, await ctx.sql((sql) => createCustomField(sql, partnerId, input)));
  }

  @Authorized('custom-fields:write')
  @Mutation(() => CustomFieldDefinitionType, {
    description:
      'expectedImpact: how many records customFieldImpact said it touches; when it is another number by now, CONFLICT IMPACT_CHANGED.',
  })
  async updateCustomField(
    @ArgId('id') id: string,
    @Arg('label', () => String, { nullable: true }) label: string | undefined,
    @Arg('help', () => String, { nullable: true }) help: string | null | undefined,
    @Arg('position', () => Int, { nullable: true }) position: number | undefined,
    @Arg('required', () => Boolean, { nullable: true }) required: boolean | undefined,
    @Arg('options', () => [String], { nullable: true }) options: string[] | undefined,
    @Arg('showInList', () => Boolean, { nullable: true }) showInList: boolean | undefined,
    @Arg('searchable', () => Boolean, { nullable: true }) searchable: boolean | undefined,
    @Arg('portal', () => PortalAccess, { nullable: true }) portal: Access | undefined,
    @Arg('expectedImpact', () => Int, { nullable: true }) expectedImpact: number | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomFieldDefinitionType> {
    await ctx.sql((sql) =>
      updateCustomField(
        sql,
        id,
        { label, help, position, required, options, showInList, searchable, portal },
        expectedImpact,
      ),
    );
    return found(ctx, id);
  }

  @Authorized('custom-fields:write')
  @Mutation(() => CustomFieldDefinitionType, {
    description: 'Its values stay and show, and can no longer be written.',
  })
  async archiveCustomField(
    @Arg('id', () => ID) id: string,
    @Arg('archived', () => Boolean, { nullable: true, defaultValue: true }) archived:
      | boolean
      | null,
    @Ctx() ctx: Context,
  ): Promise<CustomFieldDefinitionType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => archiveCustomField(sql, known, archived ?? true));
    return found(ctx, known);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it is defined inside what the viewer sees; an inherited one from above is changed by those above.',
  })
  editable(@Root() field: CustomFieldDefinitionType, @Ctx() ctx: Context): boolean {
    return ctx.scope.kind !== 'customer' && covers(ctx.scope, field.partnerPath);
  }
}
