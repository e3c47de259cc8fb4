import type { SettingKey, SettingValue, Values } from './api.ts';

/** How a value is entered. */
export type Control =
  | { kind: 'switch' }
  | { kind: 'number'; min: number; max: number; unit: string }
  | { kind: 'days' }
  | { kind: 'hour'; from: number; to: number }
  | { kind: 'text'; type: 'text' | 'email'; placeholder: string };

export interface Field {
  key: SettingKey;
  label: string;
  control: Control;
  help?: string;
  /** Has no effect while this is false; shown, but quiet. */
  onlyIf?: (values: Values) => boolean;
}

export interface Section {
  id: 'what' | 'when' | 'sender';
  title: string;
  fields: Field[];
}

const onOff = { kind: 'switch' } as const;

/** Every setting that inherits on its own, in the order in which a message meets it. */
export const sections: Section[] = [
  {
    id: 'what',
    title: 'What is sent by itself',
    fields: [
      {
        key: 'invoiceAutoSend',
        label: 'Send invoices',
        control: onOff,
        help: 'When a billing run is confirmed and when a single invoice is issued.',
      },
      {
        key: 'invoiceDelayHours',
        label: 'Wait before sending an invoice',
        control: { kind: 'number', min: 0, max: 720, unit: 'hours' },
        help: 'Time to find a mistake: void the invoice and its message is cancelled.',
        onlyIf: (values) => values.invoiceAutoSend === true,
      },
      {
        key: 'attachPdf',
        label: 'Attach the document as PDF',
        control: onOff,
        help: 'The invoice, or the receipt of a payment.',
      },
      {
        key: 'paymentAutoSend',
        label: 'Confirm payments',
        control: onOff,
        help: 'A receipt when a payment is recorded.',
      },
      {
        key: 'blockedAutoSend',
        label: 'Tell customers who are blocked',
        control: onOff,
        help: 'On the day on which it happens, with the amount that ends it.',
      },
      {
        key: 'invoiceSms',
        label: 'Send invoices by SMS as well',
        control: onOff,
        help: 'Needs an SMS gateway and a phone number.',
        onlyIf: (values) => values.invoiceAutoSend === true,
      },
      {
        key: 'paymentSms',
        label: 'Confirm payments by SMS as well',
        control: onOff,
        onlyIf: (values) => values.paymentAutoSend === true,
      },
    ],
  },
  {
    id: 'when',
    title: 'When it is sent',
    fields: [
      {
        key: 'weekdays',
        label: 'Weekdays',
        control: { kind: 'days' },
        help: 'What is ready on another day waits for the next of these.',
      },
      { key: 'fromHour', label: 'Not before', control: { kind: 'hour', from: 0, to: 23 } },
      { key: 'toHour', label: 'Not after', control: { kind: 'hour', from: 1, to: 24 } },
      {
        key: 'messagesPerMinute',
        label: 'Messages per minute',
        control: { kind: 'number', min: 1, max: 6000, unit: 'at most' },
        help: 'As many as your mail server takes without complaint. Password resets never wait for the others.',
      },
    ],
  },
  {
    id: 'sender',
    title: 'Who it is from',
    fields: [
      {
        key: 'fromName',
        label: 'Sender’s name',
        control: { kind: 'text', type: 'text', placeholder: 'The partner’s name' },
      },
      {
        key: 'replyTo',
        label: 'Answers go to',
        control: { kind: 'text', type: 'email', placeholder: 'The support e-mail' },
      },
      {
        key: 'bcc',
        label: 'Blind copy to',
        control: { kind: 'text', type: 'email', placeholder: 'Nobody' },
        help: 'A copy of every mail for your own records. Mails with a link to set a password are not copied.',
      },
    ],
  },
];

/** 1 Monday .. 7 Sunday, in the reader's language. */
export function weekdayName(
  day: number,
  locale: string,
  width: 'short' | 'long' | 'narrow' = 'short',
): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}

/** "08:00"; 24 is the end of the day. */
export function sayHour(hour: number): string {
  return hour === 24 ? 'the end of the day' : `${String(hour).padStart(2, '0')}:00`;
}

/** "Mon–Fri", "Mon, Wed, Fri", "every day". */
export function sayDays(days: readonly number[], locale: string): string {
  if (days.length === 7) return 'every day';
  const sorted = [...days].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) =>
      run.length > 2
        ? `${weekdayName(run[0] ?? 1, locale)}–${weekdayName(run.at(-1) ?? 7, locale)}`
        : run.map((day) => weekdayName(day, locale)).join(', '),
    )
    .join(', ');
}

/** A value as the page says it elsewhere. */
export function sayValue({ control }: Field, value: SettingValue, locale: string): string {
  switch (control.kind) {
    case 'switch':
      return value === true ? 'Yes' : 'No';
    case 'number':
      return `${String(value)} ${control.unit}`;
    case 'hour':
      return sayHour(Number(value));
    case 'days':
      return Array.isArray(value) ? sayDays(value, locale) : 'every day';
    case 'text':
      return typeof value === 'string' && value !== '' ? value : control.placeholder;
  }
}
