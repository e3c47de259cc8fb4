import { useViewer, CreatePage, usePartnerScope } from '../kit/index.ts';
import { useCurrencies } from '../kit/scope/useCurrencies.ts';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { useUsualTaxRate } from '../settings/index.ts';
import { TariffInputs } from './TariffInputs.tsx';

export function TariffCreate() {
  const viewer = useViewer();
  const { partner } = usePartnerScope();
  const currencies = useCurrencies();
  const offeredTo = partner ?? viewer?.partner;
  const usual = useUsualTaxRate(offeredTo?.id);
  // a form takes its first values once; it is not kept back by an answer that fails
  if (!offeredTo || (usual.isPending && usual.failureCount === 0)) return null;
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
        portalSelectable: false,
        taxRateId: usual.data ?? null,
      }}
    >
      <TariffInputs currencies={currencies} />
      <CustomFieldsFormInput entity="TARIFF" partnerId={viewer?.partner.id ?? null} />
    </CreatePage>
  );
}
