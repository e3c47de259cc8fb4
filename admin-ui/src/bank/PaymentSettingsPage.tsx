import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { PAYMENTS } from '@backhaul/domain/settings/payments';
import { PAYMENTS_WORDS } from '@backhaul/domain/settings/payments.words';
import { request } from '../api/client.ts';
import type { PaymentSettingsOneQuery } from '../generated/graphql.ts';
import { SettingsForm } from '../kit/settings/SettingsForm.tsx';
import { useSettingsDraft, type SettingsSource } from '../kit/settings/useSettingsDraft.ts';
import { PartnerSettings, useSettingsPartner } from '../settings/index.ts';
import { paymentSettingsDocument, updatePaymentSettingsDocument } from './api.ts';

type Settings = PaymentSettingsOneQuery['paymentSettings'];

const source: SettingsSource<Settings> = {
  query: ['payment-settings', 'paymentSettings'],
  save: async (partnerId, input) =>
    (await request(updatePaymentSettingsDocument, { partnerId, input })).updatePaymentSettings,
};

/** How money comes in: what is posted by itself, and what payers write. */
export function PaymentSettingsPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['payment-settings', partnerId],
    queryFn: () => request(paymentSettingsDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const settings = query.data?.paymentSettings;
  return (
    <PartnerSettings
      title="Payments"
      description="What of a bank statement is posted by itself, and what payers write. What is not set here is inherited."
      what="Payments"
      name={settings?.partner.name}
      query={query}
    >
      {settings && <PaymentForm key={settings.partner.id} settings={settings} />}
    </PartnerSettings>
  );
}

function PaymentForm({ settings }: { settings: Settings }) {
  const draft = useSettingsDraft(PAYMENTS, settings, source);
  const { partner } = settings;
  return (
    <SettingsForm
      what="Payments"
      currency={partner.currency}
      declared={PAYMENTS.settings}
      sections={PAYMENTS_WORDS}
      settings={settings}
      draft={draft}
      save="Save payments"
      undone="Payment settings saved"
      leaving="The payment settings you changed"
    >
      <Box>
        {partner.childCount > 0
          ? `They hold for ${partner.name} and for partners below that set nothing of their own.`
          : `They hold for ${partner.name}.`}
      </Box>
    </SettingsForm>
  );
}
