import { Alert, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
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
          {countOf(tariff.serviceCount, 'service has', 'services have')} this tariff: what changes
          here counts for what is charged from now on. A new price says first what it changes:{' '}
          <Link component={RouterLink} to={`/tariffs/${tariff.id}/show`}>
            Change price
          </Link>{' '}
          on the tariff’s page.
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
