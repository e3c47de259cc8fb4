import { compareDecimals, roundDecimal } from '@backhaul/domain/money/decimals';
import {
  currencyDigits,
  discountsFrom,
  formatNumber,
  formatPercent,
  formatPrice,
  standingOf,
  type CustomerStatus,
} from '@backhaul/design';
import { lazy, Suspense, useState } from 'react';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { ServicesDocument, type ServicesQuery } from '../generated/graphql.ts';
import { FieldFacts } from '../fields/FieldFacts.tsx';
import type { CustomField } from '../fields/values.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, LoadingRows, PageFailure } from '../ui/states.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { addDays } from '@backhaul/domain/time/calendar';
import { PlannedPlans } from './PlannedPlans.tsx';

const ChangePlan = lazy(() => import('./ChangePlan.tsx'));

const services = operation(ServicesDocument);

type Connection = NonNullable<NonNullable<ServicesQuery['viewer']>['customer']>['services'];
type Service = Connection['nodes'][number];

export default function Services() {
  const { words } = useSpeech();
  // Hardly anybody has more than one page of services: the pages before are left by their cursors.
  const [cursors, setCursors] = useState<string[]>([]);
  const { data, failure, fetching, refresh } = usePageQuery(services, {
    after: cursors.at(-1) ?? null,
  });
  const list = data?.viewer?.customer?.services;
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <Page title={words.services.title}>
      {failure && <PageFailure failure={failure} onRetry={refresh} />}
      {!data && !failure && <LoadingRows rows={3} />}
      {list &&
        (list.totalCount === 0 ? (
          <Empty icon="services" title={words.services.none}>
            <p>{words.services.noneLead}</p>
          </Empty>
        ) : (
          <ul className="stack plain" aria-busy={fetching}>
            {list.nodes.map((service) => (
              <ServiceCard
                key={service.id}
                service={service}
                fields={data.customFields}
                today={data.viewer?.today ?? ''}
                customerStatus={data.viewer?.customer?.status ?? 'ACTIVE'}
                paysAhead={data.viewer?.customer?.billingType === 'PREPAID_CUSTOM'}
                onChanged={refresh}
              />
            ))}
          </ul>
        ))}
      {(next || cursors.length > 0) && (
        <nav className="pager" aria-label={words.pager.label}>
          <Button
            aria-label={words.pager.previous}
            disabled={cursors.length === 0}
            onClick={() => setCursors(cursors.slice(0, -1))}
          >
            <Icon name="back" />
          </Button>
          <Button
            aria-label={words.pager.next}
            disabled={!next}
            onClick={() => next && setCursors([...cursors, next])}
          >
            <Icon name="next" />
          </Button>
        </nav>
      )}
    </Page>
  );
}

function ServiceCard({
  service,
  fields,
  today,
  customerStatus,
  paysAhead,
  onChanged,
}: {
  service: Service;
  fields: readonly CustomField[];
  today: string;
  customerStatus: CustomerStatus;
  /** By periods, which may be of a tariff's own days. */
  paysAhead: boolean;
  onChanged: () => void;
}) {
  const {
    words: { services: words, plans },
    date,
    locale,
  } = useSpeech();
  const [changing, setChanging] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const done = (what: string) => {
    setChanging(false);
    setSaid(what);
    onChanged();
  };
  const changeable =
    service.availableTariffs.length > 0 &&
    service.status === 'ACTIVE' &&
    service.endDate === null &&
    !service.pausedFrom;
  const once = service.tariff.kind === 'ONE_TIME';
  const days = paysAhead ? service.tariff.periodDays : null;
  const many = compareDecimals(service.quantity, '1') !== 0;
  // "Charged until" names the first day that is not charged; people want the last one that is.
  // alone it is the sum of a month; beside a quantity it is what one costs
  const monthly =
    once || many
      ? service.unitPrice
      : roundDecimal(service.unitPrice, currencyDigits(service.currency));
  const billed = addDays(service.chargedUntil, -1);
  return (
    <li className="card service">
      <div className="line-head">
        <h2>{service.description}</h2>
        {!once && (
          <StatusChip status={standingOf(service.status, customerStatus, service.tariff.kind)} />
        )}
      </div>
      {service.tariff.name !== service.description && (
        <p className="muted">{service.tariff.name}</p>
      )}
      <p>
        {many && <>{words.quantity(formatNumber(service.quantity, locale))} </>}
        <span className="money money-strong">
          {formatPrice(monthly, service.currency, locale)}
        </span>{' '}
        <span className="muted">
          {once ? words.once : days ? words.perDays(days) : words.perMonth},{' '}
          {service.priceIncludesTax ? words.withTax : words.plusTax}
        </span>
      </p>
      {discountsFrom(service.discounts, today).map((discount, at) => (
        <DiscountLine key={at} discount={discount} currency={service.currency} />
      ))}
      <ul className="facts">
        <li>
          {once
            ? words.soldOn(date(service.startDate))
            : service.startDate > today
              ? words.startsOn(date(service.startDate))
              : words.since(date(service.startDate))}
        </li>
        {service.endDate && !once && (
          <li>{(service.endDate < today ? words.endedOn : words.endsOn)(date(service.endDate))}</li>
        )}
        {service.pausedFrom && <li>{plans.paused(date(service.pausedFrom))}</li>}
        {service.resumesOn && <li>{plans.resumes(date(service.resumesOn))}</li>}
        {service.chargedUntil > service.startDate && (
          <li>{once ? words.billed : words.billedTo(date(billed))}</li>
        )}
      </ul>
      <FieldFacts fields={fields} values={service.customFields} />
      <PlannedPlans planned={service.planned} onDone={done} />
      <div role="status">
        {said && (
          <Notice tone="paid" icon="check">
            <p>{said}</p>
          </Notice>
        )}
      </div>
      {changeable && (
        <div>
          <Button aria-expanded={changing} onClick={() => setChanging(!changing)}>
            {changing ? plans.close : plans.open}
          </Button>
        </div>
      )}
      {changing && changeable && (
        <Suspense fallback={<LoadingRows rows={2} />}>
          <ChangePlan service={service} today={today} onDone={done} />
        </Suspense>
      )}
    </li>
  );
}

function DiscountLine({
  discount,
  currency,
}: {
  discount: Service['discounts'][number];
  currency: string;
}) {
  const {
    words: { services: words },
    money,
    date,
    locale,
  } = useSpeech();
  const value =
    discount.kind === 'PERCENT'
      ? formatPercent(discount.value, locale)
      : money(discount.value, currency);
  return (
    <p className="paid">
      {words.discount(value)}
      {discount.message && `: ${discount.message}`}
      {discount.until && `, ${words.until(date(discount.until))}`}
    </p>
  );
}
