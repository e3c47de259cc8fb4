import type { ScopedSql } from '../../tenancy/boundary.ts';
import { invoiceChannels } from './announce.ts';
import type { Route } from './announcements.store.ts';
import { routesOf } from './channels.ts';
import type { RunRecipients } from './runMails.store.ts';

/** What issuing many invoices would send. */
export interface RunMails {
  emails: number;
  texts: number;
  /** Invoices that would go by mail, if their customers had an address. */
  withoutAddress: number;
  /** Invoices of partners that send none by themselves. */
  notSent: number;
  /** Of the mails and texts, those that wait for something to carry them. */
  held: number;
  /** When the first and the last of the others may go, by the partners' delays and hours; null without any. */
  firstAt: Date | null;
  lastAt: Date | null;
}

/** What issuing invoices to these now would send, by the one path that queues it then. */
export async function mailsTo(
  sql: ScopedSql,
  partners: readonly RunRecipients[],
): Promise<RunMails> {
  const routes = await routesOf(
    sql,
    partners.map(({ partnerId }) => partnerId),
    invoiceChannels,
  );
  const recipients = new Map(partners.map((each) => [each.partnerId, each]));
  const going = routes.map((route) => ({
    ...route,
    count: recipients.get(route.partnerId)?.[route.channel] ?? 0,
  }));
  const mailed = new Set(
    routes.filter(({ channel }) => channel === 'EMAIL').map(({ partnerId }) => partnerId),
  );
  const times = going
    .filter(({ count, status }) => count > 0 && status === 'QUEUED')
    .map(({ sendAfter }) => sendAfter.getTime());
  return {
    emails: sum(going.filter(({ channel }) => channel === 'EMAIL')),
    texts: sum(going.filter(({ channel }) => channel === 'SMS')),
    withoutAddress: sumOf(partners, (each) =>
      mailed.has(each.partnerId) ? each.invoices - each.EMAIL : 0,
    ),
    notSent: sumOf(partners, (each) => (mailed.has(each.partnerId) ? 0 : each.invoices)),
    held: sum(going.filter(({ status }) => status === 'HELD')),
    firstAt: times.length ? new Date(Math.min(...times)) : null,
    lastAt: times.length ? new Date(Math.max(...times)) : null,
  };
}

const sum = (going: readonly (Route & { count: number })[]): number =>
  going.reduce((all, { count }) => all + count, 0);
const sumOf = (
  partners: readonly RunRecipients[],
  count: (each: RunRecipients) => number,
): number => partners.reduce((all, each) => all + count(each), 0);
