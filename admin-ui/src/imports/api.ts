import { graphql } from '../generated/index.ts';
import type { ImportJobPartsFragment, ImportRowsQuery as Rows } from '../generated/graphql.ts';

graphql(`
  fragment ImportJobParts on ImportJob {
    id
    kind
    status
    fileName
    encoding
    delimiter
    sheet
    sheets
    headerRow
    mode
    matchBy
    clearEmpty
    progress
    failure
    fingerprint
    createdAt
    createdBy
    total
    creates
    updates
    unchanged
    errors
    warnings
    undoableUntil
    undoing
    undone
    kept
    rejectedUrl
    partner {
      id
      name
    }
    columns {
      index
      heading
      samples
      target
      default
      valueMap
      question
      format
      joinWith
      unmapped
    }
  }
`);

export type ImportJob = ImportJobPartsFragment;
export type ImportRow = Rows['importJob']['rows'][number];

export const ImportJobsQuery = graphql(`
  query ImportJobs($first: Int, $offset: Int) {
    importJobs(first: $first, offset: $offset) {
      id
      kind
      status
      undoing
      fileName
      createdAt
      createdBy
      total
      creates
      updates
      errors
      partner {
        id
        name
      }
    }
  }
`);

export const ImportJobQuery = graphql(`
  query ImportJob($id: ID!) {
    importJob(id: $id) {
      ...ImportJobParts
    }
  }
`);

export const ImportRowsQuery = graphql(`
  query ImportRows($id: ID!, $first: Int, $offset: Int, $onlyErrors: Boolean) {
    importJob(id: $id) {
      id
      rows(first: $first, offset: $offset, onlyErrors: $onlyErrors) {
        line
        values
        errors
        warnings
        result
        recordId
      }
    }
  }
`);

export const ImportProgressSubscription = graphql(`
  subscription ImportProgress($id: ID!) {
    importProgress(id: $id) {
      ...ImportJobParts
    }
  }
`);

export const CreateImport = graphql(`
  mutation CreateImport($kind: ImportKind!, $fileId: ID!, $partnerId: ID) {
    createImport(kind: $kind, fileId: $fileId, partnerId: $partnerId) {
      ...ImportJobParts
    }
  }
`);

export const SetImportMapping = graphql(`
  mutation SetImportMapping($id: ID!, $input: ImportMappingInput!) {
    setImportMapping(id: $id, input: $input) {
      ...ImportJobParts
    }
  }
`);

export const CheckImport = graphql(`
  mutation CheckImport($id: ID!) {
    checkImport(id: $id) {
      ...ImportJobParts
    }
  }
`);

export const EditImportRow = graphql(`
  mutation EditImportRow($id: ID!, $line: Int!, $values: JSON!, $allLike: Boolean) {
    editImportRow(id: $id, line: $line, values: $values, allLike: $allLike) {
      ...ImportJobParts
    }
  }
`);

export const RunImport = graphql(`
  mutation RunImport($id: ID!, $fingerprint: String!, $setAside: Boolean) {
    runImport(id: $id, fingerprint: $fingerprint, setAside: $setAside) {
      ...ImportJobParts
    }
  }
`);

export const CancelImport = graphql(`
  mutation CancelImport($id: ID!) {
    cancelJob(id: $id)
  }
`);

export const UndoPreviewQuery = graphql(`
  query UndoPreview($id: ID!) {
    undoPreview(id: $id) {
      removes
      closes
      restores
      keeps
      kept
    }
  }
`);

export const UndoImport = graphql(`
  mutation UndoImport($id: ID!) {
    undoImport(id: $id) {
      ...ImportJobParts
    }
  }
`);
