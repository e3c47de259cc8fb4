import { useMemo } from 'react';
import { FINANCE } from '@backhaul/domain/settings/finance';
import { FINANCE_WORDS } from '@backhaul/domain/settings/finance.words';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { useLocale } from '../kit/index.ts';
import type { ControlProps } from '../kit/settings/SettingControl.tsx';
import { SettingsEffect, SettingsForm } from '../kit/settings/SettingsForm.tsx';
import { useSettingsDraft, type SettingsSource } from '../kit/settings/useSettingsDraft.ts';
import { CountryControl } from './CountryControl.tsx';
import { effectOf } from './effect.ts';
import { updateFinanceSettingsDocument, type FinanceSettings } from './financeSettings.ts';
import { HolidaysControl } from './HolidaysControl.tsx';
import { TaxRateControl } from './TaxRateControl.tsx';

const source: SettingsSource<FinanceSettings> = {
  query: ['finance-settings', 'financeSettings'],
  save: async (partnerId, input) =>
    (await request(updateFinanceSettingsDocument, { partnerId, input })).updateFinanceSettings,
};

/** The finance settings of a partner, each section with its effect in words. */
export function FinanceSettingsForm({ settings }: { settings: FinanceSettings }) {
  const locale = useLocale();
  const draft = useSettingsDraft(FINANCE, settings, source);
  const { currency, id: partnerId } = settings.partner;
  const country = String(draft.values.holidayCountry ?? '');
  const controls = useMemo(
    () => ({
      holidayCountry: CountryControl,
      holidays: (props: ControlProps) => <HolidaysControl {...props} country={country} />,
      prepaidTaxRateId: (props: ControlProps) => (
        <TaxRateControl {...props} partnerId={partnerId} />
      ),
    }),
    [country, partnerId],
  );
  return (
    <SettingsForm
      what="Finance settings"
      declared={FINANCE.settings}
      sections={FINANCE_WORDS}
      settings={settings}
      draft={draft}
      currency={currency}
      controls={controls}
      effect={(section, changed) => {
        const text = effectOf(section, draft.values, currency, locale);
        return text && <SettingsEffect text={text} changed={changed} />;
      }}
      save="Save settings"
      undone="Settings saved"
      leaving="The settings you changed"
    >
      {sayAffected(settings.customersAffected, locale)}
    </SettingsForm>
  );
}

/** Whom a change will touch. */
function sayAffected(customers: number, locale: string): string {
  if (customers === 0) return 'No customer inherits from here.';
  return `${countOf(customers, 'customer inherits', 'customers inherit', locale)} from here and will follow, unless a value is set closer to them.`;
}
