import type { SettingSection } from './words.ts';

/** How money comes in: each channel has a section. */
export const PAYMENTS_WORDS: readonly SettingSection[] = [
  {
    id: 'cash-desk',
    title: 'Cash desk',
    settings: {
      cashDeskMethods: {
        label: 'Taken at the desk',
        help: 'What a cashier can choose. Only cash moves the money in the till.',
        options: {
          CASH: 'Cash',
          CARD: 'Card',
          BANK_TRANSFER: 'Bank transfer',
          REFILL_CARD: 'Refill card',
          DIRECT_DEBIT: 'Direct debit',
          OTHER: 'Other',
        },
      },
      cashRounding: {
        label: 'Cash is rounded to',
        help: 'Where small coins are gone: 0.05, 0.10, 0.50 or 1. What pays all that is due is rounded to the nearest, half up, and the difference is corrected. Empty: not rounded.',
        placeholder: 'not rounded',
      },
      tillDifferenceTolerance: {
        label: 'Difference that needs no approval',
        help: 'A count that is further off waits until somebody who manages the desk has approved it.',
      },
      blindCount: {
        label: 'Counting',
        help: 'Who counts blind learns only afterwards what should be in the till.',
        options: { true: 'Blind', false: 'With what should be there' },
      },
    },
  },
  {
    id: 'bank',
    title: 'Bank statements',
    settings: {
      autoPostFrom: {
        label: 'Post by itself from',
        unit: '% sure',
        help: 'An entry whose best suggestion fits and is at least so sure is posted when its file is read. Empty: a person posts each.',
        placeholder: 'never',
      },
      shortPaymentTolerance: {
        label: 'Small differences',
        help: 'Missing up to this, a payment fits all the same; what is missing is written off with it.',
      },
    },
  },
  {
    id: 'returns',
    title: 'Money given back',
    settings: {
      returnFee: {
        label: 'Charged for it',
        help: 'When a bank or card takes a payment back: a fee on the customer’s balance, beside what is due again.',
        options: {
          NONE: 'Nothing',
          BANK_FEE: 'What the bank asks',
          FIXED: 'A fixed amount',
        },
      },
      returnFeeAmount: {
        label: 'Fixed amount',
        help: 'Charged for each payment that is taken back, whatever the bank asks.',
        placeholder: 'none',
      },
    },
  },
  {
    id: 'autopay',
    title: 'Charging saved cards',
    settings: {
      autopayOffsetDays: {
        label: 'First attempt',
        unit: 'days after the due date',
        help: 'At 08:00, once for all that is due: 0 on the due date itself, -5 to 5. Only customers who switched autopay on are charged.',
      },
      autopayRetries: {
        label: 'Tried again after',
        unit: 'days',
        help: 'Days after each failed attempt: 3, 5, 7 try an invoice that is due on the 15th again on the 18th, 23rd and 30th. Lost, closed and expired cards are not tried again: the customer gets a link to pay.',
      },
    },
  },
  {
    id: 'references',
    title: 'What payers write',
    settings: {
      customerReferenceFormat: {
        label: 'Customer reference',
        help: 'What a customer may write instead of an invoice number, with {customer_id}: C{customer_id|6} makes C000017.',
      },
      paymentReference: {
        label: 'Reference of an invoice',
        help: 'A reference with check digits is found in statements without a doubt.',
        options: {
          NUMBER: 'Its number',
          RF: 'ISO 11649 (RF22…)',
          QRR: 'Swiss QR reference, 27 digits',
        },
      },
    },
  },
];
