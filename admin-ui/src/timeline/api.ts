import { graphql } from '../generated/index.ts';

graphql(`
  fragment TimelineEntryShown on TimelineEntry {
    id
    at
    kind
    title
    detail
    by
    recordId
  }
`);

export const TimelineQuery = graphql(`
  query CustomerTimeline($id: ID!, $kinds: [String!], $first: Int, $after: String) {
    customer(id: $id) {
      id
      timeline(kinds: $kinds, first: $first, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TimelineEntryShown
        }
      }
    }
  }
`);
