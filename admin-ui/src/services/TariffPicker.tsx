import { Box } from '@mui/material';
import { formatMoney, formatPrice, statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { TariffChoicesQuery as Tariffs } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';
import { RecordPicker } from '../kit/pick/RecordPicker.tsx';
import { TariffChoicesQuery } from './api.ts';

export type Tariff = Tariffs['tariffs']['nodes'][number];

interface TariffPickerProps {
  customer: { currency: string; partner: { id: string } };
  value: Tariff | null;
  onChange: (tariff: Tariff | null) => void;
  error: string | undefined;
  /** Which of them can be chosen; all unless said. */
  suits?: (tariff: Tariff) => boolean;
}

/**
 * The tariffs that a customer's partner may sell, in the customer's currency, by kind and with
 * their price.
 */
export function TariffPicker({ customer, suits, ...picked }: TariffPickerProps) {
  const locale = useLocale();
  const { currency, partner } = customer;
  return (
    <RecordPicker<Tariff>
      {...picked}
      label="Tariff"
      name="tariffId"
      required
      autoFocus
      whole
      queryKey={['tariffs', 'choices', partner.id, currency, suits !== undefined]}
      find={async (search) =>
        (await request(TariffChoicesQuery, { partnerId: partner.id, search })).tariffs.nodes.filter(
          (tariff) => tariff.currency === currency && (suits?.(tariff) ?? true),
        )
      }
      labelOf={({ name }) => name}
      groupBy={({ kind }) => statusLook(kind).label}
      option={(tariff) => (
        <>
          <span>{tariff.name}</span>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', textAlign: 'right' }}>
            {formatMoney(tariff.priceWithTax, currency, locale)} incl. tax
            {!tariff.taxIncluded && (
              <Box component="span" sx={{ color: 'text.secondary', display: 'block' }}>
                {formatPrice(tariff.price, currency, locale)} excl. tax
              </Box>
            )}
          </Box>
        </>
      )}
      none="No tariff is offered to this partner"
      failed="The tariffs could not be loaded"
    />
  );
}
