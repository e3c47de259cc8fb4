import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useViewer, CreatePage, usePartnerScope } from '../kit/index.ts';
import { useCurrencies } from '../kit/scope/useCurrencies.ts';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { usualTaxRateDocument } from './api.ts';
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

/** What the partner's other tariffs are taxed with; nothing when it cannot be told. */
function useUsualTaxRate(partnerId: string | undefined) {
  return useQuery({
    queryKey: ['tax-rates', 'usual', partnerId],
    queryFn: async () =>
      (await request(usualTaxRateDocument, { partnerId: partnerId ?? '' })).usualTaxRate?.id ??
      null,
    enabled: partnerId !== undefined,
  });
}
