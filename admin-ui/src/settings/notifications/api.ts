import { graphql } from '../../generated/index.ts';
import type {
  NotificationSettingsInput,
  NotificationSettingsOneQuery,
} from '../../generated/graphql.ts';

graphql(`
  fragment NotificationSettingsFields on NotificationSettings {
    partner {
      id
      name
      timeZone
      childCount
    }
    invoiceAutoSend
    invoiceDelayHours
    paymentAutoSend
    blockedAutoSend
    invoiceSms
    paymentSms
    attachPdf
    weekdays
    fromHour
    toHour
    bcc
    fromName
    replyTo
    messagesPerMinute
    mailServer {
      host
      port
      security
      user
      from
      hasPassword
    }
    dkim {
      domain
      selector
    }
    smsGateway {
      url
      from
      hasToken
    }
    sendsMail
    sendsSms
    overridden
    provenance {
      key
      origin
      originName
      setBy
      setAt
      inheritedValue
    }
  }
`);

export const notificationSettingsDocument = graphql(`
  query NotificationSettingsOne($partnerId: ID!) {
    notificationSettings(partnerId: $partnerId) {
      ...NotificationSettingsFields
    }
    financeSettings(partnerId: $partnerId) {
      sendBillingNotifications
    }
  }
`);

export const updateNotificationSettingsDocument = graphql(`
  mutation NotificationSettingsUpdate($partnerId: ID!, $input: NotificationSettingsInput!) {
    updateNotificationSettings(partnerId: $partnerId, input: $input) {
      ...NotificationSettingsFields
    }
  }
`);

export const sendTestMailDocument = graphql(`
  mutation SendTestMail($partnerId: ID!) {
    sendTestMail(partnerId: $partnerId) {
      to
      sent
      words
    }
  }
`);

export type NotificationSettings = NotificationSettingsOneQuery['notificationSettings'];

/** The settings that inherit one by one; a mail server or gateway is set as a whole. */
export type SettingKey = Exclude<
  keyof NotificationSettingsInput,
  'mailServer' | 'dkim' | 'smsGateway'
>;
export type GroupKey = 'mailServer' | 'dkim' | 'smsGateway';
export type SettingValue = string | number | boolean | number[] | null;
/** What is to be saved: a value sets it here, null goes back to inheriting. */
export type Changes = Partial<Record<SettingKey, SettingValue>>;
export type Values = Record<SettingKey, SettingValue>;

/** What a value from JSON may be. */
export function asValue(value: unknown): SettingValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return Array.isArray(value) ? value.map(Number) : null;
}

/** The settings as they would be with the changes made. */
export function withChanges(settings: NotificationSettings, changes: Changes): Values {
  const inherited = new Map(
    settings.provenance.map((each) => [each.key, asValue(each.inheritedValue)]),
  );
  const result: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(changes))
    result[key] = value ?? inherited.get(key) ?? null;
  return result as Values;
}

/** The changes that would bring back how it was before. */
export function undoOf(before: NotificationSettings, changes: Changes): Changes {
  const keys = Object.keys(changes) as SettingKey[];
  return Object.fromEntries(
    keys.map((key) => [key, before.overridden.includes(key) ? before[key] : null]),
  );
}

/** The input's type as the form sees it: an emptied text inherits. The server names a value that does not fit its key. */
export function asInput(changes: Changes): NotificationSettingsInput {
  return Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [key, value === '' ? null : value]),
  );
}

export function sameValue(one: SettingValue | undefined, other: SettingValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
