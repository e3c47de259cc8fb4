import type { CardsQuery } from '../generated/graphql.ts';

/** A customer with its saved cards and what is charged to them. */
export type CardHolder = NonNullable<NonNullable<CardsQuery['viewer']>['customer']>;
