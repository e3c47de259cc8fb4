import { addDays, isLocalDate } from '@backhaul/domain/time/calendar';
import { listOf, type ResourceApi } from '../api/resource.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment AuditRow on AuditEntry {
    id
    at
    actor
    actorId
    address
    action
    entity
    entityId
    record
    sentence
    changes {
      field
      before
      after
    }
    partner {
      id
      name
      test
    }
  }
`);

const AuditQuery = graphql(`
  query AuditList($filter: AuditFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    auditEntries(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...AuditRow
      }
    }
  }
`);

export const auditApi: ResourceApi = {
  name: 'audit',
  toFilter: ({ from, to, ...filter }) => ({
    ...filter,
    ...(isLocalDate(from) && { from: `${from}T00:00:00Z` }),
    ...(isLocalDate(to) && { until: `${addDays(to, 1)}T00:00:00Z` }),
  }),
  list: listOf(AuditQuery, (data) => data.auditEntries),
};
