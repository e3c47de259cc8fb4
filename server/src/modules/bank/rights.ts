import type { Granted } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

const BANK: Need = ['bank:read'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'bank:read': ['FINANCIAL_MANAGER'],
  'bank:write': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  BankAccount: { read: BANK },
  BankFile: { read: BANK },
  BankStatement: { read: BANK },
  BankTransaction: {
    read: BANK,
    asks: {
      bankAccountId: 'account',
      fileId: 'account',
      search: 'text',
      bookingDateFrom: 'bookingDate',
      bookingDateTo: 'bookingDate',
      waiting: 'status',
      confidence: 'suggestions',
    },
  },
  SkippedEntry: { read: BANK },
  CsvMapping: { read: BANK },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'BankWarning',
  'PairingSuggestion',
  'PairingPart',
  'BankIdentifierCheck',
  'BankPostingEffect',
  'BankSettles',
  'BankTakesBack',
  'BankPostable',
] as const;
