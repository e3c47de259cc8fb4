import { Box } from '@mui/material';
import { formatDate, formatPrice } from '@backhaul/design';
import { useLocale } from './locale.ts';

interface DatedPricesProps {
  prices: readonly { from: string | null; price: string }[];
  currency: string;
  today: string;
}

/** What is paid from which day on, the latest first; what is planned says so. */
export function DatedPrices({ prices, currency, today }: DatedPricesProps) {
  const locale = useLocale();
  const now = prices.findLast(({ from }) => from === null || from <= today);
  return (
    <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {prices.toReversed().map((each) => {
        const planned = each.from !== null && each.from > today;
        return (
          <Box
            key={each.from ?? 'first'}
            component="li"
            sx={each === now || planned ? {} : { color: 'text.secondary' }}
          >
            <Box component={each === now ? 'strong' : 'span'}>
              {formatPrice(each.price, currency, locale)}
            </Box>{' '}
            {each.from === null ? 'at first' : `from ${formatDate(each.from, locale)}`}
            {planned && ' (planned)'}
          </Box>
        );
      })}
    </Box>
  );
}
