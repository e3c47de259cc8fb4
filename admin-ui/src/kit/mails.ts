import { formatInstant } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';

/** What goes within the next minute goes now. */
const SOON_MS = 60_000;

/** What issuing invoices would send. */
export interface Mails {
  emails: number;
  texts: number;
  withoutAddress: number;
  notSent: number;
  held: number;
  firstAt: string | null;
  lastAt: string | null;
}

/** How many mails go out, when, and who gets none: a sentence each. */
export function sayMails(mails: Mails, locale: string, now: number = Date.now()): string[] {
  const { emails, texts, held, withoutAddress, notSent } = mails;
  const what = [
    ...(emails > 0 ? [countOf(emails, 'mail', 'mails', locale)] : []),
    ...(texts > 0 ? [countOf(texts, 'text message', 'text messages', locale)] : []),
  ].join(' and ');
  const one = emails + texts === 1;
  return [
    ...(emails + texts > held ? [`${what} ${sayWhen(mails, one, locale, now)}.`] : []),
    ...(held > 0
      ? [
          emails + texts > held
            ? `${countOf(held, 'of them waits', 'of them wait', locale)} until something can carry ${plural(held, 'it', 'them')}: no mail server or SMS gateway is set.`
            : `${what} ${one ? 'waits' : 'wait'}: no mail server or SMS gateway is set.`,
        ]
      : []),
    ...(withoutAddress > 0
      ? [
          `${countOf(withoutAddress, 'invoice goes', 'invoices go', locale)} to nobody by mail: ${plural(withoutAddress, 'the customer has', 'their customers have')} no e-mail address.`,
        ]
      : []),
    ...(notSent > 0
      ? [
          `${countOf(notSent, 'invoice is', 'invoices are', locale)} not mailed: the partner does not send ${plural(notSent, 'it', 'them')} by itself.`,
        ]
      : []),
  ];
}

function sayWhen({ firstAt, lastAt }: Mails, one: boolean, locale: string, now: number): string {
  const [go, are] = one ? ['goes', 'is'] : ['go', 'are'];
  if (!firstAt || !lastAt) return `${go} out`;
  const first = Date.parse(firstAt);
  const last = Date.parse(lastAt);
  if (last <= now + SOON_MS) return `${go} out now`;
  const at = (instant: string) => formatInstant(instant, locale);
  if (first > now + SOON_MS)
    return firstAt === lastAt
      ? `${are} held until ${at(firstAt)}`
      : `${are} held until ${at(firstAt)}, the last until ${at(lastAt)}`;
  return `${go} out from now on, the last ${one ? 'is' : 'are'} held until ${at(lastAt)}`;
}

/** The mails of several runs together. */
export function addMails(all: readonly Mails[]): Mails {
  const sum = (key: 'emails' | 'texts' | 'held' | 'withoutAddress' | 'notSent') =>
    all.reduce((added, each) => added + each[key], 0);
  const instants = (key: 'firstAt' | 'lastAt') =>
    all.flatMap((each) => each[key] ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  return {
    emails: sum('emails'),
    texts: sum('texts'),
    held: sum('held'),
    withoutAddress: sum('withoutAddress'),
    notSent: sum('notSent'),
    firstAt: instants('firstAt')[0] ?? null,
    lastAt: instants('lastAt').at(-1) ?? null,
  };
}
