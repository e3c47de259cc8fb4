import { Box, Button, IconButton, Typography } from '@mui/material';
import { formatPrice } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { RehearsedTariffsQuery as Tariffs } from '../generated/graphql.ts';
import { MoneyField } from '../kit/form/Fields.tsx';
import { useLocale } from '../kit/index.ts';
import { RecordPicker } from '../kit/pick/RecordPicker.tsx';
import { RehearsedTariffsQuery } from './api.ts';
import { priceOf } from './priceOf.ts';

type Tariff = Tariffs['tariffs']['nodes'][number];

/** A tariff and what it would cost. */
export interface OtherPrice {
  key: number;
  tariff: Tariff | null;
  price: string;
}

interface PricesProps {
  partnerId: string | null;
  prices: readonly OtherPrice[];
  onChange: (prices: readonly OtherPrice[]) => void;
}

/** Other prices to try: each of a tariff, for the services that follow it. */
export function Prices({ partnerId, prices, onChange }: PricesProps) {
  const change = (key: number, next: Partial<OtherPrice>) =>
    onChange(prices.map((each) => (each.key === key ? { ...each, ...next } : each)));
  return (
    <Box role="group" aria-label="Other prices" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h3">Other prices to try</Typography>
      <Box sx={{ color: 'text.secondary' }}>
        For services that runs bill. Who pays ahead is charged day by day or period by period, and
        is in no rehearsal.
      </Box>
      {prices.map((each) => (
        <PriceRow
          key={each.key}
          partnerId={partnerId}
          row={each}
          onChange={(next) => change(each.key, next)}
          onRemove={() => onChange(prices.filter(({ key }) => key !== each.key))}
        />
      ))}
      <Box>
        <Button
          size="small"
          onClick={() =>
            onChange([...prices, { key: (prices.at(-1)?.key ?? 0) + 1, tariff: null, price: '' }])
          }
        >
          {prices.length ? 'Another tariff' : 'Try another price'}
        </Button>
      </Box>
    </Box>
  );
}

function PriceRow({
  partnerId,
  row: { tariff, price },
  onChange,
  onRemove,
}: {
  partnerId: string | null;
  row: OtherPrice;
  onChange: (next: Partial<OtherPrice>) => void;
  onRemove: () => void;
}) {
  const locale = useLocale();
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) auto',
          sm: 'minmax(0, 2fr) minmax(0, 1fr) auto',
        },
        gap: 1,
        alignItems: 'start',
      }}
    >
      <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
        <RecordPicker<Tariff>
          dense
          whole
          label="Tariff"
          value={tariff}
          onChange={(next) => onChange({ tariff: next })}
          queryKey={['tariffs', 'rehearsed', partnerId]}
          find={async (search) =>
            (await request(RehearsedTariffsQuery, { partnerId, search })).tariffs.nodes
          }
          labelOf={({ name, partner }) => (partner ? `${name}, ${partner.name}` : name)}
          help={
            tariff
              ? `${formatPrice(tariff.price, tariff.currency, locale)} today, ${tariff.taxIncluded ? 'tax included' : 'without tax'}`
              : undefined
          }
          none="There is no tariff"
        />
      </Box>
      <MoneyField
        dense
        name="price"
        label="Would cost"
        value={price}
        onChange={(next) => onChange({ price: next })}
        currency={tariff?.currency ?? ''}
        errors={
          price.trim() && priceOf(price) === null ? { price: 'Enter a price, like 29.90.' } : {}
        }
      />
      <IconButton
        aria-label={tariff ? `Without another price of ${tariff.name}` : 'Without this row'}
        onClick={onRemove}
        sx={{ minWidth: 44, minHeight: 44, marginBlockStart: 2.25 }}
      >
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5 5l10 10M15 5L5 15" stroke="currentColor" strokeWidth="1.6" fill="none" />
        </svg>
      </IconButton>
    </Box>
  );
}
