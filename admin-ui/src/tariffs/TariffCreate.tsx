import { useViewer, CreatePage, usePartnerScope } from '../kit/index.ts';
import { useCurrencies } from '../kit/scope/useCurrencies.ts';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { TariffInputs } from './TariffInputs.tsx';

export function TariffCreate() {
  const viewer = useViewer();
  const { partner } = usePartnerScope();
  const currencies = useCurrencies();
  const offeredTo = partner ?? viewer?.partner;
  if (!offeredTo) return null;
  return (
    <CreatePage
      title="Create tariff"
      back={{ label: 'Tariffs', to: '/tariffs' }}
      save="Create tariff"
      defaultValues={{
        kind: 'INTERNET',
        currency: offeredTo.currency,
        partnerIds: [offeredTo.id],
        taxIncluded: true,
        setupFee: '0',
      }}
    >
      <TariffInputs currencies={currencies} />
      <CustomFieldsFormInput entity="TARIFF" partnerId={viewer?.partner.id ?? null} />
    </CreatePage>
  );
}
