import type { NonEmptyArray } from 'type-graphql';

/** Every module's resolvers: the table of contents of the API. */
export const RESOLVERS: NonEmptyArray<Function> | Function[] = [];
