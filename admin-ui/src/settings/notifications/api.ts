import { graphql } from '../../generated/index.ts';
import type { NotificationSettingsOneQuery } from '../../generated/graphql.ts';

graphql(`
  fragment NotificationSettingsFields on NotificationSettings {
    partner {
      id
      name
      timeZone
      childCount
    }
    ...MessageValues
    ...MessageOrigins
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

export type GroupKey = 'mailServer' | 'dkim' | 'smsGateway';
