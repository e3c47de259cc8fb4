import { Alert } from '@mui/material';
import { useRecordContext } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { EditPage, useViewer } from '../kit/index.ts';
import type { Tariff } from './api.ts';
import { TariffInputs } from './TariffInputs.tsx';

export function TariffEdit() {
  return (
    <EditPage
      title={(tariff) => `Edit ${tariff.name}`}
      kind="tariff"
      list={{ label: 'Tariffs', to: '/tariffs' }}
      back={(tariff) => ({ label: tariff.name, to: `/tariffs/${tariff.id}/show` })}
      save="Save tariff"
    >
      <Fields />
    </EditPage>
  );
}

function Fields() {
  const tariff = useRecordContext<Tariff>();
  const viewer = useViewer();
  if (!tariff) return null;
  return (
    <>
      {tariff.serviceCount > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 1 }}>
          {countOf(tariff.serviceCount, 'service follows', 'services follow')} this tariff. A new
          price counts for those without a price of their own, from their next charge; what is
          already charged stays.
        </Alert>
      )}
      <TariffInputs currencies={[tariff.currency]} />
      <CustomFieldsFormInput
        entity="TARIFF"
        partnerId={tariff.partner?.id ?? viewer?.partner.id ?? null}
      />
    </>
  );
}
