import { COMPANY } from '@backhaul/domain/settings/company';
import { COMPANY_WORDS } from '@backhaul/domain/settings/company.words';
import { FINANCE } from '@backhaul/domain/settings/finance';
import { FINANCE_WORDS } from '@backhaul/domain/settings/finance.words';
import { MESSAGES } from '@backhaul/domain/settings/messages';
import { MESSAGES_WORDS } from '@backhaul/domain/settings/messages.words';
import type { Setting } from '@backhaul/domain/settings/setting';
import type { SettingSection } from '@backhaul/domain/settings/words';
import type { PartnerMovePreviewQuery } from '../generated/graphql.ts';
import { asValue, sayValue } from '../kit/settings/values.ts';

type MovePreview = PartnerMovePreviewQuery['movePreview'];
export type Effect = MovePreview['effects'][number];

const FAMILIES: Readonly<
  Record<
    'COMPANY' | 'FINANCE' | 'MESSAGES',
    { settings: Readonly<Record<string, Setting<unknown>>>; sections: readonly SettingSection[] }
  >
> = {
  COMPANY: { settings: COMPANY.settings, sections: COMPANY_WORDS },
  FINANCE: { settings: FINANCE.settings, sections: FINANCE_WORDS },
  MESSAGES: { settings: MESSAGES.settings, sections: MESSAGES_WORDS },
};

/** Who sees the partner with its customers after a move and did not before, and the other way round. */
export function saySight(
  { seesThen, seesNoMore }: Pick<MovePreview, 'seesThen' | 'seesNoMore'>,
  customers: string,
  locale: string,
): string[] {
  const names = new Intl.ListFormat(locale, { type: 'conjunction' });
  const gained = seesThen.length
    ? `Users of ${names.format(seesThen)} see it and its ${customers} from then on.`
    : 'Nobody sees it who does not see it now.';
  const lost = seesNoMore.length
    ? `Users of ${names.format(seesNoMore)} no longer see it.`
    : 'Whoever sees it now goes on seeing it.';
  return [gained, lost];
}

/** One effect of a move, in a sentence. */
export function sayEffect(
  { kind, key, before, after }: Effect,
  currency: string,
  locale: string,
): string {
  if (kind === 'ISSUER')
    return `Invoices will be issued by ${String(after)} instead of ${String(before)}.`;
  if (kind === 'ONLINE') {
    if (after === null) return 'Its customers can no longer pay online.';
    return before === null
      ? `Its customers can pay online through ${String(after)}.`
      : `Its customers will pay online through ${String(after)} instead of ${String(before)}.`;
  }
  const { settings, sections } = FAMILIES[kind];
  const setting = key === null ? undefined : settings[key];
  const words = sections.map((section) => section.settings[key ?? '']).find(Boolean);
  if (!setting || !words) return `Another value: ${String(key)}.`;
  const say = (value: unknown) =>
    value === null && words.builtIn
      ? words.builtIn
      : sayValue({ setting, words }, asValue(value), currency, locale);
  return `${words.label}: ${say(after)} instead of ${say(before)}.`;
}
