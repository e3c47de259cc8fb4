import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { FinanceSettingsForm } from './FinanceSettingsForm.tsx';
import { financeSettingsDocument } from './financeSettings.ts';
import { PartnerSettings, useSettingsPartner } from './PartnerSettings.tsx';

/** The finance settings of one partner. */
export function FinanceSettingsPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['finance-settings', partnerId],
    queryFn: () => request(financeSettingsDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const settings = query.data?.financeSettings;
  return (
    <PartnerSettings
      title="Finance settings"
      description="What is not set here is inherited from the partner above, and from the built-in defaults at the top."
      what="Settings"
      name={settings?.partner.name}
      query={query}
    >
      {settings && <FinanceSettingsForm key={settings.partner.id} settings={settings} />}
    </PartnerSettings>
  );
}
