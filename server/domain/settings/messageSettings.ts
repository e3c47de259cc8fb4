/** The settings of a partner's messages that inherit one by one. */
export interface MessageValues {
  invoiceAutoSend: boolean;
  /** 0..720. */
  invoiceDelayHours: number;
  paymentAutoSend: boolean;
  attachPdf: boolean;
  weekdays: number[];
  fromHour: number;
  toHour: number;
  bcc: string | null;
  /** The sender's name as recipients see it; the partner's name where nobody sets one. */
  fromName: string | null;
  replyTo: string | null;
  blockedAutoSend: boolean;
  invoiceSms: boolean;
  paymentSms: boolean;
  /** How many messages may start per minute. */
  messagesPerMinute: number;
}

export interface MailServerValues {
  host: string;
  port: number;
  security: 'TLS' | 'STARTTLS' | 'NONE';
  user: string | null;
  from: string;
}
export interface DkimValues {
  domain: string;
  selector: string;
}
export interface SmsGatewayValues {
  url: string;
  from: string | null;
}

/** What belongs together is set together: a password must never reach a server that somebody else named. */
export interface MessageGroups {
  mailServer: MailServerValues;
  dkim: DkimValues;
  smsGateway: SmsGatewayValues;
}

/** What one partner sets itself; an absent key inherits. */
export type MessageOverrides = Partial<MessageValues & MessageGroups>;

export const MESSAGE_DEFAULTS: Readonly<MessageValues> = Object.freeze({
  invoiceAutoSend: true,
  invoiceDelayHours: 0,
  paymentAutoSend: true,
  attachPdf: true,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  fromHour: 0,
  toHour: 24,
  bcc: null,
  fromName: null,
  replyTo: null,
  blockedAutoSend: false,
  invoiceSms: false,
  paymentSms: false,
  messagesPerMinute: 600,
});
export const MESSAGE_KEYS = Object.keys(MESSAGE_DEFAULTS) as readonly (keyof MessageValues)[];
export const MESSAGE_GROUPS: readonly (keyof MessageGroups)[] = [
  'mailServer',
  'dkim',
  'smsGateway',
];

/** The settings in force at the end of a chain of partners, root first. */
export function resolveMessages(chain: readonly MessageOverrides[]): MessageValues {
  const values: Record<string, unknown> = { ...MESSAGE_DEFAULTS };
  for (const overrides of chain)
    for (const key of MESSAGE_KEYS)
      if (overrides[key] !== undefined && overrides[key] !== null) values[key] = overrides[key];
  return values as unknown as MessageValues;
}

/** The problems with the settings that are no addresses: field to message. null and undefined inherit and pass. */
export function checkMessageValues(input: Record<string, unknown>): Record<string, string> {
  const problems: Record<string, string> = {};
  const whole = (key: string, from: number, to: number) => {
    const value = input[key];
    if (value === undefined || value === null) return;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
      problems[key] = `must be a whole number from ${from} to ${to}`;
  };
  whole('invoiceDelayHours', 0, 720);
  whole('fromHour', 0, 23);
  whole('toHour', 1, 24);
  whole('messagesPerMinute', 1, 6000);
  const { weekdays } = input;
  if (weekdays !== undefined && weekdays !== null) {
    if (!Array.isArray(weekdays) || !weekdays.length) problems.weekdays = 'choose at least one day';
    else if (weekdays.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
      problems.weekdays = 'are numbers from 1 (Monday) to 7 (Sunday)';
  }
  return problems;
}
