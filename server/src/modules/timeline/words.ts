import { deedWords } from '@backhaul/domain/audit/deeds';
import { fieldWords } from '@backhaul/domain/audit/values';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { TimelineKind } from './sources.ts';
import type { Happened } from './timeline.store.ts';

/** "Active". */
const sayCode = (code: string): string => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What documents and payments are called before their number. */
const NUMBERED: Partial<Record<TimelineKind, string>> = {
  INVOICE: 'Invoice',
  CREDIT_NOTE: 'Credit note',
  PROFORMA: 'Proforma',
  PAYMENT: 'Payment',
};

function statusWords(key: string): string {
  const [from, to] = key.split(' ');
  return to ? `${sayCode(from)} to ${to.toLowerCase()}` : `Added as ${from.toLowerCase()}`;
}

/** What happened, in a few words. */
export function titleOf({ kind, key }: Happened): string {
  const numbered = NUMBERED[kind];
  if (numbered) return key ? `${numbered} ${key}` : `Draft of an ${numbered.toLowerCase()}`;
  switch (kind) {
    case 'STATUS':
      return statusWords(key ?? '');
    case 'MESSAGE': {
      const [about, status] = (key ?? '').split(' ');
      return `${sayCode(about.replace(/_MAIL$/, ''))} message, ${status.toLowerCase()}`;
    }
    case 'NOTE':
      return 'Note';
    case 'SERVICE':
      return `${deedWords(key ?? '')}: a service`;
    default:
      return deedWords(key ?? '');
  }
}

/** What more there is to say of it; null where nothing is. */
export function detailOf({ kind, detail, minor, currency }: Happened): string | null {
  const amount =
    minor === null || currency === null
      ? null
      : `${formatMinor(BigInt(minor), currencyDigits(currency))} ${currency}`;
  const more =
    kind === 'SETTINGS' ? (detail?.split(' ').map(fieldWords).join(', ') ?? null) : detail;
  return [amount, more].filter(Boolean).join(' · ') || null;
}
