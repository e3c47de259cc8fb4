/** The ways of paying. */
export const PAYMENT_METHODS = [
  'CASH',
  'BANK_TRANSFER',
  'CARD',
  'REFILL_CARD',
  'DIRECT_DEBIT',
  'OTHER',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** What `{type}` prints in a receipt number. Source: billing rules, Numbers. */
export const RECEIPT_TYPE_CODE: Readonly<Record<PaymentMethod, string>> = {
  CASH: '01',
  BANK_TRANSFER: '02',
  CARD: '03',
  DIRECT_DEBIT: '04',
  OTHER: '05',
  REFILL_CARD: '06',
};
