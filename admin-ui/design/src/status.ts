import type { Tone } from './tokens.ts';

/** The icons a status may carry; `iconPath` draws them. */
export type StatusIcon =
  | 'check'
  | 'clock'
  | 'alert'
  | 'ban'
  | 'pause'
  | 'draft'
  | 'progress'
  | 'stop';

export interface StatusLook {
  label: string;
  tone: Tone;
  icon: StatusIcon;
}

export type InvoiceStatus = 'DRAFT' | 'UNPAID' | 'PARTIALLY_PAID' | 'PAID' | 'OVERDUE' | 'VOID';
export type CustomerStatus = 'NEW' | 'ACTIVE' | 'BLOCKED' | 'INACTIVE';
export type ServiceStatus = 'PENDING' | 'ACTIVE' | 'PAUSED' | 'STOPPED' | 'ARCHIVED';
export type BillingRunStatus =
  | 'PREVIEWING'
  | 'READY'
  | 'CONFIRMING'
  | 'PROCESSED'
  | 'DELETED'
  | 'FAILED';
/** A run as its reader sees it: UNCONFIRMED where somebody else confirms it, STALE where nobody can. */
export type RunStanding = BillingRunStatus | 'UNCONFIRMED' | 'STALE';
export type CreditNoteStatus = 'OPEN' | 'APPLIED' | 'REFUNDED';
export type CheckoutStatus = 'PENDING' | 'PAID' | 'FAILED' | 'CANCELLED';
export type MessageStatus =
  | 'QUEUED'
  | 'SENDING'
  | 'SENT'
  | 'FAILED'
  | 'CANCELLED'
  | 'HELD'
  | 'CAUGHT';
export type Status =
  | InvoiceStatus
  | CustomerStatus
  | ServiceStatus
  | RunStanding
  | CreditNoteStatus
  | CheckoutStatus
  | MessageStatus;

/** One table, because a status of the same name means the same in every list. */
const looks: Record<Status, StatusLook> = {
  DRAFT: { label: 'Draft', tone: 'neutral', icon: 'draft' },
  UNPAID: { label: 'Unpaid', tone: 'due', icon: 'clock' },
  PARTIALLY_PAID: { label: 'Partly paid', tone: 'due', icon: 'progress' },
  PAID: { label: 'Paid', tone: 'paid', icon: 'check' },
  OVERDUE: { label: 'Overdue', tone: 'overdue', icon: 'alert' },
  VOID: { label: 'Void', tone: 'neutral', icon: 'ban' },

  OPEN: { label: 'Open', tone: 'waiting', icon: 'clock' },
  APPLIED: { label: 'Applied', tone: 'paid', icon: 'check' },
  REFUNDED: { label: 'Refunded', tone: 'neutral', icon: 'check' },

  NEW: { label: 'New', tone: 'waiting', icon: 'clock' },
  ACTIVE: { label: 'Active', tone: 'paid', icon: 'check' },
  BLOCKED: { label: 'Blocked', tone: 'blocked', icon: 'ban' },
  INACTIVE: { label: 'Inactive', tone: 'neutral', icon: 'stop' },

  PENDING: { label: 'Pending', tone: 'waiting', icon: 'clock' },
  PAUSED: { label: 'Paused', tone: 'due', icon: 'pause' },
  STOPPED: { label: 'Stopped', tone: 'neutral', icon: 'stop' },
  ARCHIVED: { label: 'Archived', tone: 'neutral', icon: 'stop' },

  PREVIEWING: { label: 'Previewing', tone: 'waiting', icon: 'progress' },
  READY: { label: 'Ready to confirm', tone: 'due', icon: 'clock' },
  UNCONFIRMED: { label: 'Waits to be confirmed', tone: 'waiting', icon: 'clock' },
  STALE: { label: 'No longer holds', tone: 'overdue', icon: 'alert' },
  CONFIRMING: { label: 'Confirming', tone: 'waiting', icon: 'progress' },
  PROCESSED: { label: 'Processed', tone: 'paid', icon: 'check' },
  DELETED: { label: 'Deleted', tone: 'neutral', icon: 'ban' },
  FAILED: { label: 'Failed', tone: 'overdue', icon: 'alert' },

  CANCELLED: { label: 'Cancelled', tone: 'neutral', icon: 'ban' },

  QUEUED: { label: 'Waiting', tone: 'waiting', icon: 'clock' },
  SENDING: { label: 'Going out', tone: 'waiting', icon: 'progress' },
  SENT: { label: 'Sent', tone: 'paid', icon: 'check' },
  HELD: { label: 'Held', tone: 'due', icon: 'pause' },
  CAUGHT: { label: 'Caught, not sent', tone: 'neutral', icon: 'stop' },
};

/** Word, meaning and icon of a status; one the app does not know yet is shown plainly. */
export function statusLook(status: string): StatusLook {
  return Object.hasOwn(looks, status)
    ? looks[status as Status]
    : {
        label: status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' '),
        tone: 'neutral',
        icon: 'stop',
      };
}

const paths: Record<StatusIcon, string> = {
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 4.5V8l2.5 1.5',
  alert: 'M8 2L1.75 13.25h12.5zM8 6.25v3.25M8 11.4v.1',
  ban: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M3.75 3.75l8.5 8.5',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  draft: 'M11 2.25l2.75 2.75L5.5 13.25l-3.25.5.5-3.25z',
  progress: 'M8 1.75a6.25 6.25 0 0 1 0 12.5zM8 1.75a6.25 6.25 0 0 0 0 12.5',
  stop: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.5 8h5',
};

/** A path for a 16 by 16 box: stroke in the current colour, width 1.5, no fill, round ends. */
export const iconPath = (icon: StatusIcon): string => paths[icon];
