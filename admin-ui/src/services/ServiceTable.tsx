import { useState } from 'react';
import { Box, IconButton, Menu, MenuItem } from '@mui/material';
import MoreVert from '@mui/icons-material/MoreVert';
import { discountsFrom, formatDate, formatNumber, formatPrice, standingOf } from '@backhaul/design';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { addDays } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import { isPositive } from '@backhaul/domain/money/decimals';
import { useCustomFieldColumns } from '../fields/index.ts';
import { ActionColumn, DateText, StatusChip, TickColumn, useCan, useLocale } from '../kit/index.ts';
import { sayDiscount } from './discounts.ts';
import { ChangePlanDialog } from './ChangePlanDialog.tsx';
import { EditServiceDialog } from './EditServiceDialog.tsx';
import { EndServiceDialog } from './EndServiceDialog.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import { PlannedChanges } from './PlannedChanges.tsx';
import { useToday } from '../kit/scope/useToday.ts';

type Row = ServiceRowFragment;

/** Links below each other, tall enough to hit the right one. */
const apart = { display: 'inline-block', paddingBlock: '3px' } as const;

export const serviceSkeleton = [
  { width: 26 },
  { width: 10 },
  { width: 10 },
  { width: 10 },
  { width: 12 },
  { width: 14, end: true },
];

/**
 * Services as rows, each with what can be done to it; `customer` off where all are of one, which
 * is of `partnerId`.
 */
export function ServiceTable({
  customer = true,
  partnerId,
  selectable = false,
}: {
  customer?: boolean;
  partnerId?: string;
  /** Where many are handled at once. */
  selectable?: boolean;
}) {
  const custom = useCustomFieldColumns('SERVICE', partnerId);
  const mayWrite = useCan('services:write');
  const seesPrices = useCan('invoices:read');
  return (
    <RecordTable<Row> rowClick={false}>
      {selectable && <TickColumn<Row> nameOf={(service) => service.description} />}
      <Column<Row>
        source="description"
        sx={{ minWidth: 110 }}
        card="name"
        label="Service"
        disableSort
        render={(service) => (
          <RowLink to={`/services/${service.id}/show`} sx={{ ...apart, fontWeight: 600 }}>
            {service.description}
          </RowLink>
        )}
        under={(service) => <Terms service={service} />}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(service) => <CustomerLink customer={service.customer} tab="services" />}
        />
      )}
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        disableSort
        render={(service) => (
          <StatusChip
            status={standingOf(service.status, service.customer.status, service.tariff.kind)}
          />
        )}
      />
      <Column<Row>
        source="startDate"
        card="fact"
        label="From"
        render={(service) => <DateText date={service.startDate} />}
      />
      <Column<Row>
        source="endDate"
        card="fact"
        label="Last day"
        render={(service) => <DateText date={service.endDate} />}
      />
      <Column<Row>
        source="chargedUntil"
        card="fact"
        label="Charged up to"
        disableSort
        render={(service) =>
          service.chargedUntil > service.startDate ? (
            <DateText date={addDays(service.chargedUntil, -1)} />
          ) : (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              Not yet
            </Box>
          )
        }
      />
      {seesPrices && (
        <Column<Row>
          source="unitPrice"
          card="fact"
          label="Price"
          align="right"
          disableSort
          render={(service) => <Price service={service} />}
        />
      )}
      {custom}
      {mayWrite && (
        <ActionColumn<Row>
          label="Actions"
          render={(service) => <ServiceActions service={service} />}
        />
      )}
    </RecordTable>
  );
}

/** Of what it is, and what else holds for it. */
function Terms({ service }: { service: Row }) {
  const locale = useLocale();
  const today = useToday();
  return (
    <>
      {service.tariff.name !== service.description && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{service.tariff.name}</Box>
      )}
      {discountsFrom(service.discounts ?? [], today).map((discount, index) => (
        <Box key={index} sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {sayDiscount(discount, service.currency, locale)}
        </Box>
      ))}
      {service.pausedFrom && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {sayPause(service, locale)}
        </Box>
      )}
      <PlannedChanges planned={service.planned} />
      {service.setupFee !== undefined && isPositive(service.setupFee) && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          Setup fee {formatPrice(service.setupFee, service.currency, locale)}
        </Box>
      )}
    </>
  );
}

function sayPause({ pausedFrom, resumesOn }: Row, locale: string): string {
  const from = `Paused from ${formatDate(pausedFrom ?? '', locale)}`;
  return resumesOn ? `${from}, charged again from ${formatDate(resumesOn, locale)}` : from;
}

/** What a price is for. */
function sayPeriod({ tariff, customer }: Row): string {
  if (tariff.kind === 'ONE_TIME') return 'once';
  return customer.billingType === 'PREPAID_CUSTOM' && tariff.periodDays
    ? `for ${countOf(tariff.periodDays, 'day')}`
    : 'a month';
}

function Price({ service }: { service: Row }) {
  const locale = useLocale();
  if (service.unitPrice === undefined) return null;
  const price = formatPrice(service.unitPrice, service.currency, locale);
  const several = formatNumber(service.quantity, locale) !== '1';
  return (
    <Box sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {several && `${formatNumber(service.quantity, locale)} × `}
      <strong>{price}</strong>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {service.priceFromTariff ? 'tariff’s price' : 'own price'}, {sayPeriod(service)}
      </Box>
    </Box>
  );
}

function ServiceActions({ service }: { service: Row }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'edit' | 'end' | 'pause' | 'plan' | null>(null);
  const choose = (dialog: typeof open) => {
    setAnchor(null);
    setOpen(dialog);
  };
  const close = () => setOpen(null);
  // a change issues documents
  const mayChange = useCan('credit-notes:write');
  const monthly = service.tariff.kind !== 'ONE_TIME';
  // another plan follows it already: its end is that of the change
  const follows = service.planned.length > 0;
  if (service.status === 'ARCHIVED') return null;
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Actions for ${service.description}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => choose('edit')}>
          {service.unitPrice === undefined
            ? 'Change quantity, text'
            : 'Change price, quantity, discounts'}
        </MenuItem>
        <MenuItem onClick={() => choose('end')}>
          {service.endDate ? 'Change the last day' : 'End service'}
        </MenuItem>
        {monthly && !follows && (
          <MenuItem onClick={() => choose('pause')}>
            {service.pausedFrom ? 'Resume' : 'Pause'}
          </MenuItem>
        )}
        {mayChange && monthly && !follows && (!service.pausedFrom || service.resumesOn) && (
          <MenuItem onClick={() => choose('plan')}>Change plan</MenuItem>
        )}
      </Menu>
      {open === 'edit' && <EditServiceDialog service={service} onClose={close} />}
      {open === 'end' && <EndServiceDialog service={service} onClose={close} />}
      {open === 'pause' && <PauseDialog service={service} onClose={close} />}
      {open === 'plan' && <ChangePlanDialog service={service} onClose={close} />}
    </>
  );
}
