import { graphql } from '../generated/index.ts';
import type { BooksCheckedQuery, BooksClosingQuery } from '../generated/graphql.ts';

graphql(`
  fragment ClosingFields on BooksClosing {
    partner {
      id
      name
      childCount
    }
    closedThrough
    closedBy
    closedAt
    closedAbove
    history {
      through
      closedBy
      closedAt
    }
  }
`);

export const closingDocument = graphql(`
  query BooksClosing($partnerId: ID!) {
    booksClosing(partnerId: $partnerId) {
      ...ClosingFields
    }
  }
`);

export const openThroughDocument = graphql(`
  query BooksOpenThrough($partnerId: ID!, $through: Date!) {
    booksClosing(partnerId: $partnerId) {
      open(through: $through) {
        drafts
        runs
      }
    }
  }
`);

export const closeBooksDocument = graphql(`
  mutation BooksClose($partnerId: ID!, $through: Date) {
    closeBooks(partnerId: $partnerId, through: $through) {
      ...ClosingFields
    }
  }
`);

export const booksDocument = graphql(`
  query BooksChecked($partnerId: ID!) {
    books(partnerId: $partnerId) {
      name
      holds
      checked
      records {
        kind
        id
        name
        problem
      }
    }
  }
`);

export type Closing = BooksClosingQuery['booksClosing'];
export type Invariant = BooksCheckedQuery['books'][number];
export type Amiss = Invariant['records'][number];
