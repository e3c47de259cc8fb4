import { gql, type AnyVariables, type TypedDocumentNode } from '@urql/core';
import type { TypedDocumentString } from '../generated/graphql.ts';

/** Makes the client's document of a generated one; call it once per operation, outside components. */
export function operation<R, V extends AnyVariables>(
  text: TypedDocumentString<R, V>,
): TypedDocumentNode<R, V> {
  return gql<R, V>(text.toString());
}
