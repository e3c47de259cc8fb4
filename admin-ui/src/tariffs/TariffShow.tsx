import { countOf } from '@backhaul/domain/text/plural';
import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { formatNumber, formatPrice } from '@backhaul/design';
import { listLink } from '../kit/list/listLink.ts';
import { CustomFieldFacts } from '../fields/index.ts';
import { sayTax } from '../settings/index.ts';
import { Facts, ToneChip, useCan, useLocale, useViewer } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { kindLabels, type Tariff } from './api.ts';
import { ArchiveTariff } from './ArchiveTariff.tsx';
import { ChangePriceDialog } from './ChangePriceDialog.tsx';
import { TariffPrices } from './TariffPrices.tsx';

const back = { label: 'Tariffs', to: '/tariffs' };

/** One tariff: what it costs, to whom it is offered, how many follow it. */
export function TariffShow() {
  const mayWrite = useCan('tariffs:write');
  const viewer = useViewer();
  return (
    <ShowPage
      kind="tariff"
      back={back}
      asked={useRecord<Tariff>('tariffs')}
      head={(tariff) => ({
        title: tariff.name,
        aside: tariff.archived && <ToneChip tone="neutral" icon="stop" label="Archived" />,
        description:
          mayWrite &&
          !tariff.editable &&
          'It belongs to a partner above you: you can sell it, not change it.',
        actions: mayWrite && tariff.editable && <TariffActions tariff={tariff} />,
      })}
    >
      {(tariff) => (
        <Box sx={{ maxWidth: 760, display: 'grid', gap: 2 }}>
          <TariffFacts tariff={tariff} />
          <TariffPrices tariff={tariff} />
          <CustomFieldFacts
            entity="TARIFF"
            partnerId={tariff.partner?.id ?? viewer?.partner.id ?? ''}
            values={tariff.customFields}
          />
        </Box>
      )}
    </ShowPage>
  );
}

function TariffActions({ tariff }: { tariff: Tariff }) {
  const [open, setOpen] = useState<'archive' | 'price' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen('archive')}>
        {tariff.archived ? 'Put back on sale' : 'Archive tariff'}
      </Button>
      {!tariff.pricePlannedFrom && (
        <Button variant="outlined" onClick={() => setOpen('price')}>
          Change price
        </Button>
      )}
      <Button component={RouterLink} to={`/tariffs/${tariff.id}`} variant="contained">
        Edit tariff
      </Button>
      {open === 'archive' && <ArchiveTariff tariff={tariff} onClose={close} />}
      {open === 'price' && <ChangePriceDialog tariff={tariff} onClose={close} />}
    </>
  );
}

function sayContract(tariff: Tariff, locale: string): string {
  const months = countOf(tariff.minimumMonths ?? 0, 'month');
  if (!tariff.cancellationFee) return months;
  const fee = formatPrice(tariff.cancellationFee, tariff.currency, locale);
  return `${months}; ending sooner costs ${fee}`;
}

function TariffFacts({ tariff }: { tariff: Tariff }) {
  const locale = useLocale();
  const tax = tariff.taxRate
    ? `${tariff.taxRate.name}, ${sayTax(tariff.taxRate.current, locale)}, ${tariff.taxIncluded ? 'included in the price' : 'added to the price'}`
    : 'None';
  return (
    <Facts
      title="Terms"
      facts={[
        ['Kind', kindLabels[tariff.kind]],
        ['Price', <strong key="p">{formatPrice(tariff.price, tariff.currency, locale)}</strong>],
        ['Tax', tax],
        ['Setup fee', formatPrice(tariff.setupFee, tariff.currency, locale)],
        ...(tariff.parts.length
          ? [['Parts', tariff.parts.map(({ name }) => name).join(', ')] as const]
          : []),
        ...(tariff.activationFee
          ? [
              [
                'Activation fee',
                formatPrice(tariff.activationFee, tariff.currency, locale),
              ] as const,
            ]
          : []),
        ...(tariff.minimumMonths ? [['Holds at least', sayContract(tariff, locale)] as const] : []),
        ...(tariff.periodDays
          ? [['Prepaid period', countOf(tariff.periodDays, 'day')] as const]
          : []),
        ['In the portal', tariff.portalSelectable ? 'Customers may change to it' : 'Not offered'],
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
