import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'messages:read': [...READERS],
  'messages:write': ['MANAGER', 'FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Message: { read: ['messages:read'] },
  MessagePreview: { read: ['messages:read'] },
  NotificationSettings: { read: ['settings:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'MessageAttempt',
  'MailServer',
  'DkimSigning',
  'SmsGateway',
  'TestMail',
  'RunMails',
  'ReminderPlan',
] as const;
