import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type {
  BankAccount,
  BankFile,
  BankSkipped,
  BankStatement,
  BankTransaction,
  CsvMapping,
  Prisma,
} from '../../generated/prisma/client.ts';
import { fromDbDate } from '../../kit/input.ts';
import { Records } from '../../kit/record.ts';
import { stored } from '../../kit/stored.ts';
import {
  BankAccountType,
  BankFileType,
  BankStatementType,
  BankTransactionType,
  BankWarningType,
  CsvMappingType,
  PairingPartType,
  PairingSuggestionType,
  SkippedEntryType,
} from './bank.types.ts';
import { PACKED } from './formats/formats.ts';
import type { KeptSuggestion } from './suggestions.ts';

export const bankAccountRecords = new Records<
  Prisma.BankAccountWhereInput,
  BankAccount,
  BankAccountType
>({
  table: 'bank_account',
  find: (tx, args) => tx.bankAccount.findMany(args),
  count: (tx, where) => tx.bankAccount.count({ where }),
  toNode: (row) => Object.assign(new BankAccountType(), row),
  sortable: { name: 'name' },
  defaultSort: [{ name: 'asc' }, { id: 'asc' }],
});

export const bankFileRecords = new Records<Prisma.BankFileWhereInput, BankFile, BankFileType>({
  table: 'bank_file',
  find: (tx, args) => tx.bankFile.findMany(args),
  count: (tx, where) => tx.bankFile.count({ where }),
  toNode: ({ warnings, failureLine, failure, cameAgain, format, ...row }) =>
    Object.assign(new BankFileType(), row, {
      format: format === PACKED ? null : format,
      alreadyImported: cameAgain > 0,
      failure: failure && (failureLine ? `Line ${failureLine}: ${failure}` : failure),
      warnings: stored<BankWarningType[]>(warnings).map((each) =>
        Object.assign(new BankWarningType(), each),
      ),
    }),
  sortable: { createdAt: 'createdAt' },
  defaultSort: [{ createdAt: 'desc' }, { id: 'desc' }],
});

export const bankStatementRecords = new Records<
  Prisma.BankStatementWhereInput,
  BankStatement,
  BankStatementType
>({
  table: 'bank_statement',
  find: (tx, args) => tx.bankStatement.findMany(args),
  count: (tx, where) => tx.bankStatement.count({ where }),
  toNode: (row) => {
    const digits = currencyDigits(row.currency);
    const write = (minor: bigint | null) => (minor === null ? null : formatMinor(minor, digits));
    const { id, number, addsUp, followsOn, accountId } = row;
    return Object.assign(new BankStatementType(), {
      id,
      number,
      addsUp,
      followsOn,
      accountId,
      date: fromDbDate(row.date),
      opening: write(row.openingMinor),
      closing: write(row.closingMinor),
    });
  },
  sortable: { date: 'date' },
  defaultSort: [{ date: 'desc' }, { id: 'desc' }],
});

export const bankTransactionRecords = new Records<
  Prisma.BankTransactionWhereInput,
  BankTransaction,
  BankTransactionType
>({
  table: 'bank_transaction',
  find: (tx, args) => tx.bankTransaction.findMany(args),
  count: (tx, where) => tx.bankTransaction.count({ where }),
  toNode: (row) => {
    const digits = currencyDigits(row.currency);
    const kept = stored<KeptSuggestion[]>(row.suggestions);
    return Object.assign(new BankTransactionType(), row, {
      bookingDate: fromDbDate(row.bookingDate),
      // of a detail without a name of its own: that of the booking
      bankReference: row.bankReference ?? row.entryReference,
      valueDate: row.valueDate && fromDbDate(row.valueDate),
      amount: formatMinor(row.amountMinor, digits),
      fee: row.feeMinor === null ? null : formatMinor(row.feeMinor, digits),
      kept,
      suggestions: kept.map((each) =>
        Object.assign(new PairingSuggestionType(), each, {
          parts: each.parts.map((part) =>
            Object.assign(new PairingPartType(), part, {
              amount: formatMinor(BigInt(part.amount), digits),
            }),
          ),
        }),
      ),
    });
  },
  sortable: {
    bookingDate: 'bookingDate',
    amount: 'amountMinor',
    confidence: 'confidence',
    status: 'status',
  },
  defaultSort: [{ confidence: 'desc' }, { bookingDate: 'asc' }, { id: 'asc' }],
});

export const csvMappingRecords = new Records<
  Prisma.CsvMappingWhereInput,
  CsvMapping,
  CsvMappingType
>({
  table: 'csv_mapping',
  find: (tx, args) => tx.csvMapping.findMany(args),
  count: (tx, where) => tx.csvMapping.count({ where }),
  toNode: ({ id, name, mapping, partnerId }) =>
    Object.assign(new CsvMappingType(), { id, name, mapping, partnerId }),
  sortable: { name: 'name' },
  defaultSort: [{ name: 'asc' }, { id: 'asc' }],
});

/** An entry of a file that was there already. */
export function toSkipped(row: BankSkipped): SkippedEntryType {
  const { id, line, text } = row;
  return Object.assign(new SkippedEntryType(), {
    id,
    line,
    text,
    bookingDate: fromDbDate(row.bookingDate),
    amount: formatMinor(row.amountMinor, currencyDigits(row.currency)),
    sameAsId: row.sameAs,
  });
}
