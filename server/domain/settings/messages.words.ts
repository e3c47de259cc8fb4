import type { SettingSection } from './words.ts';

/** Every setting that inherits on its own, in the order in which a message meets it. */
export const MESSAGES_WORDS: readonly SettingSection[] = [
  {
    id: 'what',
    title: 'What is sent by itself',
    settings: {
      invoiceAutoSend: {
        label: 'Send invoices',
        help: 'When a billing run is confirmed and when a single invoice is issued.',
      },
      invoiceDelayHours: {
        label: 'Wait before sending an invoice',
        unit: 'hours',
        help: 'Time to find a mistake: void the invoice and its message is cancelled.',
        onlyIf: { invoiceAutoSend: true },
      },
      attachPdf: {
        label: 'Attach the document as PDF',
        help: 'The invoice, or the receipt of a payment; to a reminder the unpaid invoices.',
      },
      paymentAutoSend: {
        label: 'Confirm payments',
        help: 'A receipt when a payment is recorded.',
      },
      blockedAutoSend: {
        label: 'Tell customers who are blocked',
        help: 'On the day on which it happens, with the amount that ends it.',
      },
      invoiceSms: {
        label: 'Send invoices by SMS as well',
        help: 'Needs an SMS gateway and a phone number.',
        onlyIf: { invoiceAutoSend: true },
      },
      paymentSms: {
        label: 'Confirm payments by SMS as well',
        onlyIf: { paymentAutoSend: true },
      },
    },
  },
  {
    id: 'when',
    title: 'When it is sent',
    settings: {
      weekdays: {
        label: 'Weekdays',
        help: 'What is ready on another day waits for the next of these.',
      },
      fromHour: { label: 'Not before' },
      toHour: { label: 'Not after' },
      messagesPerMinute: {
        label: 'Messages per minute',
        unit: 'at most',
        help: 'As many as your mail server takes without complaint. Password resets never wait for the others.',
      },
    },
  },
  {
    id: 'sender',
    title: 'Who it is from',
    settings: {
      fromName: { label: 'Sender’s name', placeholder: 'The partner’s name' },
      replyTo: { label: 'Answers go to', placeholder: 'The support e-mail' },
      bcc: {
        label: 'Blind copy to',
        placeholder: 'Nobody',
        help: 'A copy of every mail for your own records. Mails with a link to set a password are not copied.',
      },
    },
  },
];
