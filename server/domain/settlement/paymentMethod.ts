export type PaymentMethod =
  | 'CASH'
  | 'BANK_TRANSFER'
  | 'CARD'
  | 'REFILL_CARD'
  | 'DIRECT_DEBIT'
  | 'OTHER';

/** What `{type}` prints in a receipt number. Source: billing rules, Numbers. */
export const RECEIPT_TYPE_CODE: Readonly<Record<PaymentMethod, string>> = {
  CASH: '01',
  BANK_TRANSFER: '02',
  CARD: '03',
  DIRECT_DEBIT: '04',
  OTHER: '05',
  REFILL_CARD: '06',
};

export const PAYMENT_METHODS = Object.keys(RECEIPT_TYPE_CODE) as readonly PaymentMethod[];
