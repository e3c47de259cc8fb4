import { graphql } from '../../generated/index.ts';
import type { TemplateListQuery, TemplateOneQuery } from '../../generated/graphql.ts';

graphql(`
  fragment TemplateHead on DocumentTemplate {
    kind
    builtIn
    inherited
    partner {
      id
      name
    }
    history {
      changedBy
      changedAt
    }
  }
`);

graphql(`
  fragment TemplateWhole on DocumentTemplate {
    kind
    builtIn
    inherited
    source
    subject
    partner {
      id
      name
    }
    history {
      id
      source
      subject
      changedBy
      changedAt
    }
  }
`);

export const TemplateListDocument = graphql(`
  query TemplateList($partnerId: ID!) {
    companyDetails(partnerId: $partnerId) {
      partner {
        id
        name
      }
    }
    INVOICE_PDF: documentTemplate(kind: INVOICE_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    CREDIT_NOTE_PDF: documentTemplate(kind: CREDIT_NOTE_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    PROFORMA_PDF: documentTemplate(kind: PROFORMA_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    RECEIPT_PDF: documentTemplate(kind: RECEIPT_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    RECEIPT_80MM_PDF: documentTemplate(kind: RECEIPT_80MM_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    STATEMENT_PDF: documentTemplate(kind: STATEMENT_PDF, partnerId: $partnerId) {
      ...TemplateHead
    }
    INVOICE_MAIL: documentTemplate(kind: INVOICE_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    CREDIT_NOTE_MAIL: documentTemplate(kind: CREDIT_NOTE_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    PROFORMA_MAIL: documentTemplate(kind: PROFORMA_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    PAYMENT_MAIL: documentTemplate(kind: PAYMENT_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    REMINDER_MAIL: documentTemplate(kind: REMINDER_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    BLOCKED_MAIL: documentTemplate(kind: BLOCKED_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    CHARGE_FAILED_MAIL: documentTemplate(kind: CHARGE_FAILED_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    CARD_ENDING_MAIL: documentTemplate(kind: CARD_ENDING_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    WELCOME_MAIL: documentTemplate(kind: WELCOME_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    RESET_MAIL: documentTemplate(kind: RESET_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    SECURITY_MAIL: documentTemplate(kind: SECURITY_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    RUN_MAIL: documentTemplate(kind: RUN_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    BOOKS_MAIL: documentTemplate(kind: BOOKS_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    NOTE_MAIL: documentTemplate(kind: NOTE_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
    STATEMENT_MAIL: documentTemplate(kind: STATEMENT_MAIL, partnerId: $partnerId) {
      ...TemplateHead
    }
  }
`);

export const TemplateQuery = graphql(`
  query TemplateOne($partnerId: ID!, $kind: TemplateKind!) {
    companyDetails(partnerId: $partnerId) {
      partner {
        id
        name
      }
    }
    documentTemplate(kind: $kind, partnerId: $partnerId) {
      ...TemplateWhole
    }
  }
`);

export const VariablesQuery = graphql(`
  query TemplateVariables($kind: TemplateKind!) {
    templateVariables(kind: $kind) {
      path
      list
      example
    }
  }
`);

export const SetTemplate = graphql(`
  mutation SetTemplate($partnerId: ID!, $kind: TemplateKind!, $source: String, $subject: String) {
    setDocumentTemplate(partnerId: $partnerId, kind: $kind, source: $source, subject: $subject) {
      ...TemplateWhole
    }
  }
`);

export const PreviewTemplate = graphql(`
  mutation PreviewTemplate(
    $partnerId: ID!
    $kind: TemplateKind!
    $source: String!
    $subject: String
    $documentId: ID
  ) {
    previewDocumentTemplate(
      partnerId: $partnerId
      kind: $kind
      source: $source
      subject: $subject
      documentId: $documentId
    ) {
      picture
      pdf
      html
      subject
      errors
    }
  }
`);

export const TrialInvoices = graphql(`
  query TrialInvoices($search: String, $partnerId: ID) {
    invoices(filter: { search: $search, partnerId: $partnerId }, first: 20) {
      nodes {
        id
        number
        documentDate
        customer {
          number
          name
        }
      }
    }
  }
`);

export const TrialPayments = graphql(`
  query TrialPayments($search: String, $partnerId: ID) {
    payments(filter: { search: $search, partnerId: $partnerId }, first: 20) {
      nodes {
        id
        receiptNumber
        date
        customer {
          number
          name
        }
      }
    }
  }
`);

export const TrialCustomers = graphql(`
  query TrialCustomers($search: String, $partnerId: ID) {
    customers(filter: { search: $search, partnerId: $partnerId }, first: 20) {
      nodes {
        id
        number
        name
      }
    }
  }
`);

export type TemplateHead = TemplateListQuery['INVOICE_PDF'];
export type Template = TemplateOneQuery['documentTemplate'];
