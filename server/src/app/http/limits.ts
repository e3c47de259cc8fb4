import { ApolloArmor } from '@escape.tech/graphql-armor';
import {
  GraphQLError,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/** How long a document may be. What the apps send has a tenth of it. */
export const MAX_TOKENS = 4000;

export type Limits = ReturnType<ApolloArmor['protect']>;

/**
 * The limits that a document is held to while it is validated; refuseWide() comes before that,
 * refuseTooMuch() reckons what it would cost.
 */
export function createLimits(production: boolean): Limits {
  return new ApolloArmor({
    // its token limit throws as if the server had failed: the parser's own is used
    maxTokens: { enabled: false },
    maxDepth: { n: 12 },
    maxAliases: { n: 30, allowList: [] },
    // counted before validation, see refuseWide()
    maxDirectives: { enabled: false },
    // its cost knows no page sizes and grows with depth alone: refuseTooMuch() counts instead
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: production },
  }).protect();
}

/** What is wrong with a document, held to the same rules as one that comes by HTTP. */
export function problemsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  limits: Limits,
  production: boolean,
): GraphQLError[] {
  return validate(schema, document, [...specifiedRules, ...limits.validationRules], {
    hideSuggestions: production,
  }).map((error) => asInvalid(error));
}

/** Says of an error that the caller made it; without a code it would count as ours. */
export function asInvalid(error: GraphQLError): GraphQLError {
  error.extensions.code ??= 'GRAPHQL_VALIDATION_FAILED';
  return error;
}
