import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { ShowBase, useShowContext } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { formatNumber, formatPercent, formatPrice } from '@backhaul/design';
import { listLink } from '../kit/list/listLink.ts';
import { CustomFieldFacts } from '../fields/index.ts';
import {
  BlockSkeleton,
  ErrorState,
  Facts,
  PageHeader,
  ToneChip,
  useCan,
  useLocale,
  useViewer,
} from '../kit/index.ts';
import { kindLabels, type Tariff } from './api.ts';
import { ArchiveTariff } from './ArchiveTariff.tsx';

export function TariffShow() {
  return (
    <ShowBase>
      <TariffDetails />
    </ShowBase>
  );
}

function TariffDetails() {
  const { record: tariff, error, refetch } = useShowContext<Tariff>();
  const mayWrite = useCan('tariffs:write');
  const viewer = useViewer();
  const [archiving, setArchiving] = useState(false);
  if (error)
    return (
      <ErrorState
        error={error}
        what="The tariff could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!tariff) return <BlockSkeleton lines={6} />;
  const editable = mayWrite && tariff.editable;
  return (
    <>
      <PageHeader
        title={tariff.name}
        aside={tariff.archived ? <ToneChip tone="neutral" icon="stop" label="Archived" /> : null}
        description={
          mayWrite && !tariff.editable
            ? 'It belongs to a partner above you: you can sell it, not change it.'
            : null
        }
        back={{ label: 'Tariffs', to: '/tariffs' }}
        actions={
          editable && (
            <>
              <Button variant="outlined" onClick={() => setArchiving(true)}>
                {tariff.archived ? 'Put back on sale' : 'Archive tariff'}
              </Button>
              <Button component={RouterLink} to={`/tariffs/${tariff.id}`} variant="contained">
                Edit tariff
              </Button>
            </>
          )
        }
      />
      <Box sx={{ maxWidth: 760, display: 'grid', gap: 2 }}>
        <TariffFacts tariff={tariff} />
        <CustomFieldFacts
          entity="TARIFF"
          partnerId={tariff.partner?.id ?? viewer?.partner.id ?? ''}
          values={tariff.customFields}
        />
      </Box>
      {archiving && <ArchiveTariff tariff={tariff} onClose={() => setArchiving(false)} />}
    </>
  );
}

function TariffFacts({ tariff }: { tariff: Tariff }) {
  const locale = useLocale();
  const tax = tariff.taxRate
    ? `${tariff.taxRate.name}, ${formatPercent(tariff.taxRate.percent, locale)}, ${tariff.taxIncluded ? 'included in the price' : 'added to the price'}`
    : 'None';
  return (
    <Facts
      title="Terms"
      facts={[
        ['Kind', kindLabels[tariff.kind]],
        ['Price', <strong key="p">{formatPrice(tariff.price, tariff.currency, locale)}</strong>],
        ['Tax', tax],
        ['Setup fee', formatPrice(tariff.setupFee, tariff.currency, locale)],
        [
          'Offered to',
          tariff.partners.length === 0
            ? 'Nobody'
            : tariff.partners.map((partner) => partner.name).join(', '),
        ],
        [
          'Services',
          <Link key="s" component={RouterLink} to={listLink('/customers', { tariffId: tariff.id })}>
            {formatNumber(tariff.serviceCount, locale)}, see their customers
          </Link>,
        ],
      ]}
    />
  );
}
