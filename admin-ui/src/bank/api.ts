import { graphql } from '../generated/index.ts';
import type {
  BankAccountsQuery as Accounts,
  BankEffectQuery as Effects,
  BankEntryFragment,
  BankFilePartsFragment,
} from '../generated/graphql.ts';

graphql(`
  fragment BankEntry on BankTransaction {
    id
    kind
    status
    bookingDate
    amount
    currency
    name
    iban
    text
    endToEndId
    structuredReference
    customerReference
    returnCode
    returnReason
    fee
    postedBy
    postedAutomatically
    ignoredReason
    account {
      id
      name
    }
    suggestions {
      rule
      confidence
      fits
      reason
      parts {
        amount
        customer {
          id
          number
          name
        }
        invoices {
          id
          number
        }
      }
    }
    payments {
      ...BankPayment
    }
    returnedPayment {
      ...BankPayment
    }
  }
`);

graphql(`
  fragment BankPayment on Payment {
    id
    receiptNumber
    amount
    method
    reversed
    customer {
      id
      name
    }
  }
`);

export const QueueQuery = graphql(`
  query BankQueue($filter: BankTransactionFilter, $first: Int, $offset: Int) {
    bankTransactions(filter: $filter, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...BankEntry
      }
    }
  }
`);

export const EffectQuery = graphql(`
  query BankEffect($id: ID!, $parts: [PairingPartInput!], $may_bank_write: Boolean = false) {
    bankPostingEffect(id: $id, parts: $parts) @include(if: $may_bank_write) {
      reason
      balanceAfter
      unblocks
      customer {
        id
        name
      }
      settles {
        amount
        invoice {
          id
          number
        }
      }
      takesBack {
        amount
        bankFee
        charged
        payment {
          ...BankPayment
        }
        reopens {
          amount
          invoice {
            id
            number
          }
        }
      }
    }
  }
`);

export const PostableQuery = graphql(`
  query BankPostable($accounts: [ID!]!, $from: Int!, $may_bank_write: Boolean = false) {
    bankPostable(bankAccountIds: $accounts, from: $from) @include(if: $may_bank_write) {
      currency
      receipts
      receiptsAmount
      returns
      returnsAmount
      account {
        id
        name
      }
    }
  }
`);

/** What is due of a customer, oldest first: what a person can choose among. */
export const DueInvoicesQuery = graphql(`
  query BankDueInvoices($customerId: ID!, $may_invoices_read: Boolean = false) {
    invoices(
      filter: { customerId: $customerId, open: true }
      sort: [{ field: "dueDate" }]
      first: 50
    ) @include(if: $may_invoices_read) {
      totalCount
      nodes {
        id
        number
        dueDate
        due
        currency
      }
    }
  }
`);

export const PostEntry = graphql(`
  mutation BankPost($id: ID!, $parts: [PairingPartInput!], $learnIban: Boolean) {
    postBankTransaction(id: $id, parts: $parts, learnIban: $learnIban) {
      id
      status
    }
  }
`);

export const PostSuggestions = graphql(`
  mutation BankPostSuggestions($bankAccountId: ID!, $from: Int!) {
    postBankSuggestions(bankAccountId: $bankAccountId, from: $from)
  }
`);

export const IgnoreEntry = graphql(`
  mutation BankIgnore($id: ID!, $reason: String!) {
    ignoreBankTransaction(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const UndoEntry = graphql(`
  mutation BankUndo($id: ID!, $reason: String!) {
    undoBankTransaction(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const TakeInEntry = graphql(`
  mutation BankTakeIn($id: ID!) {
    takeInBankTransaction(id: $id) {
      id
      status
    }
  }
`);

graphql(`
  fragment BankFileParts on BankFile {
    id
    name
    status
    format
    failure
    progress
    entriesNew
    entriesKnown
    alreadyImported
    posted
    createdBy
    createdAt
    warnings {
      code
      line
      message
    }
  }
`);

export const AccountsQuery = graphql(`
  query BankAccounts($partnerId: ID) {
    bankAccounts(partnerId: $partnerId) {
      id
      name
      iban
      accountNumber
      bic
      currency
      partner {
        id
        name
      }
      statements(first: 12) {
        totalCount
        nodes {
          id
          number
          date
          opening
          closing
          addsUp
          followsOn
        }
      }
    }
  }
`);

export const FilesQuery = graphql(`
  query BankFiles($partnerId: ID) {
    bankFiles(partnerId: $partnerId) {
      ...BankFileParts
    }
  }
`);

export const SkippedQuery = graphql(`
  query BankSkipped($id: ID!) {
    bankFile(id: $id) {
      id
      skipped {
        id
        line
        bookingDate
        amount
        text
        sameAs {
          id
          currency
          name
          status
        }
      }
    }
  }
`);

export const KnownIbansQuery = graphql(`
  query BankKnownIbans($id: ID!) {
    customer(id: $id) {
      id
      paymentReference
      knownIbans
    }
  }
`);

export const ForgetIban = graphql(`
  mutation BankForgetIban($customerId: ID!, $iban: String!) {
    forgetIban(customerId: $customerId, iban: $iban) {
      id
      knownIbans
    }
  }
`);

export const UndoFile = graphql(`
  mutation BankUndoFile($id: ID!, $reason: String!) {
    undoBankFile(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const CreateAccount = graphql(`
  mutation BankCreateAccount($input: BankAccountInput!) {
    createBankAccount(input: $input) {
      id
    }
  }
`);

export const SaveMapping = graphql(`
  mutation BankSaveMapping($input: CsvMappingInput!) {
    saveCsvMapping(input: $input) {
      id
    }
  }
`);

// the settings themselves, and their origins, are asked for as they are declared: see settingFragments.ts
graphql(`
  fragment PaymentSettingsFields on PaymentSettings {
    partner {
      id
      name
      currency
      childCount
    }
    ...PaymentValues
    ...PaymentOrigins
  }
`);

export const paymentSettingsDocument = graphql(`
  query PaymentSettingsOne($partnerId: ID!) {
    paymentSettings(partnerId: $partnerId) {
      ...PaymentSettingsFields
    }
  }
`);

export const updatePaymentSettingsDocument = graphql(`
  mutation PaymentSettingsUpdate($partnerId: ID!, $input: PaymentSettingsInput!) {
    updatePaymentSettings(partnerId: $partnerId, input: $input) {
      ...PaymentSettingsFields
    }
  }
`);

export type Entry = BankEntryFragment;
export type PostingEffect = NonNullable<Effects['bankPostingEffect']>[number];
export type Account = Accounts['bankAccounts'][number];
export type FileParts = BankFilePartsFragment;

export const BankChanged = graphql(`
  subscription BankChanged {
    bankChanged
  }
`);
