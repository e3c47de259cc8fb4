import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { meets, type Need } from '../../kit/rights.ts';
import { forbidden } from '../../platform/refusal.ts';
import type { Context } from '../../kit/context.ts';

function left(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skipped = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const included = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skipped?.['if'] === true || included?.['if'] === false;
}

/** What reading a selection takes, wherever in it, of a type or of what its fragments are of. */
function* needsWithin(
  set: SelectionSetNode,
  type: GraphQLObjectType,
  info: GraphQLResolveInfo,
): Generator<Need> {
  for (const selection of set.selections) {
    if (left(selection, info)) continue;
    if (selection.kind === Kind.FIELD) {
      const field = type.getFields()[selection.name.value];
      if (!field) continue;
      yield* field.extensions.needs ?? [];
      const target = getNamedType(field.type);
      if (selection.selectionSet && isObjectType(target))
        yield* needsWithin(selection.selectionSet, target, info);
    } else {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
      const named =
        fragment.typeCondition && info.schema.getType(fragment.typeCondition.name.value);
      yield* needsWithin(fragment.selectionSet, isObjectType(named) ? named : type, info);
    }
  }
}

/** Signing in makes somebody else of who asks: what that one may read is known only then. */
function makesViewer(type: GraphQLObjectType): boolean {
  return (
    type.name === 'Viewer' ||
    Object.values(type.getFields()).some((field) => getNamedType(field.type).name === 'Viewer')
  );
}

/**
 * Makes every mutation look first whether its answer may be read by whoever asks for it: refused
 * with FORBIDDEN when it was written already, it would be asked for again, and written twice.
 */
export function refuseBeforeWriting(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const target = getNamedType(field.type);
    const { resolve } = field;
    if (!resolve || !isObjectType(target) || makesViewer(target)) continue;
    field.resolve = (source, args, ctx: Context, info) => {
      const permissions = ctx.viewer?.permissions;
      // whether one may ask at all is the operation's to say
      if (permissions)
        for (const { selectionSet } of info.fieldNodes)
          if (selectionSet)
            for (const need of needsWithin(selectionSet, target, info))
              if (!meets(permissions, need)) throw forbidden();
      return resolve(source, args, ctx, info) as unknown;
    };
  }
  return schema;
}
