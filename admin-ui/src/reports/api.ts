import { graphql } from '../generated/index.ts';
import type { ReportInput, ReportQuery as Result } from '../generated/graphql.ts';

graphql(`
  fragment ReportLine on ReportRow {
    values
    drill {
      list
      filter
    }
    drills {
      list
      filter
    }
  }
`);

export const ReportQuery = graphql(`
  query Report($input: ReportInput!, $first: Int!, $offset: Int!) {
    report(input: $input) {
      asOf
      currency
      notes
      rowCount
      columns {
        key
        label
        unit
      }
      rows(first: $first, offset: $offset) {
        ...ReportLine
      }
      totals {
        ...ReportLine
      }
    }
  }
`);

export type Report = Result['report'];
export type ReportRow = Report['rows'][number];
export type ReportColumn = Report['columns'][number];
export type { ReportInput };

export const ExportReport = graphql(`
  mutation ExportReport($input: ReportInput!, $format: FileFormat!) {
    exportReport(input: $input, format: $format) {
      id
    }
  }
`);

export const ReportFileQuery = graphql(`
  query ReportFile($id: ID!) {
    fileJob(id: $id) {
      id
      status
      progress
      url
      error
    }
  }
`);

export const CancelReportFile = graphql(`
  mutation CancelReportFile($id: ID!) {
    cancelJob(id: $id)
  }
`);
