import { graphql } from '../../generated/index.ts';
import type { DocumentJobListQuery } from '../../generated/graphql.ts';

graphql(`
  fragment DocumentJobParts on DocumentJob {
    id
    format
    status
    total
    done
    url
    error
    createdAt
    createdBy
    expiresAt
  }
`);

export const JobsQuery = graphql(`
  query DocumentJobList {
    documentJobs {
      ...DocumentJobParts
    }
  }
`);

export const JobQuery = graphql(`
  query DocumentJobOne($id: ID!) {
    documentJob(id: $id) {
      ...DocumentJobParts
    }
  }
`);

export const CreateJob = graphql(`
  mutation CreateDocumentJob($input: DocumentJobInput!) {
    createDocumentJob(input: $input) {
      ...DocumentJobParts
    }
  }
`);

export const CountInvoices = graphql(`
  query CountInvoices($filter: InvoiceFilter) {
    invoices(filter: $filter, first: 1) {
      totalCount
    }
  }
`);

export type Job = DocumentJobListQuery['documentJobs'][number];

/** Whether it is still being made. */
export const isUnderWay = ({ status }: Job): boolean => status === 'QUEUED' || status === 'RUNNING';
/** Where its file is, asked for as the back office's user. */
export const fileOf = (job: Job): string | null => (job.url ? `${job.url}?app=admin` : null);
