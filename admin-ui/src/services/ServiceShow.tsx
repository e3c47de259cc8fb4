import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { discountsFrom, formatNumber, formatPrice, standingOf } from '@backhaul/design';
import { CustomFieldFacts } from '../fields/index.ts';
import { CustomerLink } from '../customers/index.ts';
import { addDays } from '@backhaul/domain/time/calendar';
import { DatedPrices } from '../kit/DatedPrices.tsx';
import { DateText, Facts, StatusChip, useCan, useLocale } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import type { Service } from './api.ts';
import { sayDiscount } from './discounts.ts';
import { ServiceActions } from './ServiceActions.tsx';
import { PlanChanges } from './PlanChanges.tsx';
import { TakeBackPrice } from './TakeBackPrice.tsx';
import { useToday } from '../kit/scope/useToday.ts';

const back = { label: 'Services', to: '/services' };

/** One service: what it is, what it costs, how far it is charged. */
export function ServiceShow() {
  const asked = useRecord<Service>('services');
  const mayWrite = useCan('services:write');
  return (
    <ShowPage
      kind="service"
      back={back}
      asked={asked}
      width={760}
      head={(service) => ({
        title: service.description,
        aside: (
          <StatusChip
            status={standingOf(service.status, service.customer.status, service.tariff.kind)}
          />
        ),
        description: (
          <>
            of <CustomerLink customer={service.customer} tab="services" />
          </>
        ),
        actions: mayWrite && service.status !== 'ARCHIVED' && (
          <ServiceActions service={service} onDone={() => void asked.refetch()} />
        ),
      })}
    >
      {(service) => (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <ServiceFacts service={service} />
          <CustomFieldFacts
            entity="SERVICE"
            partnerId={service.customer.partner.id}
            values={service.customFields}
          />
        </Box>
      )}
    </ShowPage>
  );
}

/** How a price stands to tax, after it; nothing where there is none, or the viewer does not see it. */
function taxWords({ taxIncluded, taxRate }: Service['tariff']): string {
  if (!taxRate) return '';
  return taxIncluded ? ', tax included' : ', plus tax';
}

function sayPrice(service: Service, unitPrice: string, locale: string): string {
  const { quantity, currency, tariff, priceFromTariff } = service;
  const price = `${formatNumber(quantity, locale)} × ${formatPrice(unitPrice, currency, locale)}`;
  return `${price}${taxWords(tariff)}, ${priceFromTariff ? 'the tariff’s price' : 'its own price'}`;
}

function ServiceFacts({ service }: { service: Service }) {
  const locale = useLocale();
  const seesTariffs = useCan('tariffs:read');
  const today = useToday();
  const isOver = (discount: { until: string | null }) =>
    discountsFrom([discount], today).length === 0;
  const { currency } = service;
  return (
    <Facts
      title="Terms"
      facts={[
        [
          'Tariff',
          seesTariffs ? (
            <Link key="t" component={RouterLink} to={`/tariffs/${service.tariff.id}/show`}>
              {service.tariff.name}
            </Link>
          ) : (
            service.tariff.name
          ),
        ],
        service.unitPrice === undefined
          ? ['Quantity', formatNumber(service.quantity, locale)]
          : ['Price', sayPrice(service, service.unitPrice, locale)],
        ...(service.datedPrices && service.datedPrices.length > 1
          ? [
              [
                'Prices',
                <Box key="d" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
                  <DatedPrices prices={service.datedPrices} currency={currency} today={today} />
                  <TakeBackPrice service={service} />
                </Box>,
              ] as const,
            ]
          : []),
        ...(service.discounts?.length
          ? [
              [
                'Discounts',
                service.discounts.map((discount, index) => (
                  <Box key={index} sx={isOver(discount) ? { color: 'text.secondary' } : {}}>
                    {sayDiscount(discount, currency, locale)}
                    {isOver(discount) && ' (over)'}
                  </Box>
                )),
              ] as const,
            ]
          : []),
        ...(service.setupFee === undefined
          ? []
          : [['Setup fee', formatPrice(service.setupFee, currency, locale)] as const]),
        ['First day', <DateText key="f" date={service.startDate} weekday />],
        [
          'Last day',
          service.endDate ? <DateText key="l" date={service.endDate} weekday /> : 'It runs on',
        ],
        ...(service.contractUntil
          ? [['Contract until', <DateText key="cu" date={service.contractUntil} />] as const]
          : []),
        ...(service.pausedFrom
          ? [
              [
                'Paused',
                <Box key="p">
                  from <DateText date={service.pausedFrom} />
                  {service.resumesOn && (
                    <>
                      , charged again from <DateText date={service.resumesOn} />
                    </>
                  )}
                </Box>,
              ] as const,
            ]
          : []),
        ...(service.planChanges.length
          ? [['Changes of plan', <PlanChanges key="pc" service={service} />] as const]
          : []),
        [
          'Charged up to',
          service.chargedUntil > service.startDate ? (
            <DateText key="c" date={addDays(service.chargedUntil, -1)} />
          ) : (
            'Not yet'
          ),
        ],
      ]}
    />
  );
}
