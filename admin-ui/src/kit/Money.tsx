import type { SxProps, Theme } from '@mui/material';
import { Box } from '@mui/material';
import { formatMoney, formatPrice } from '@backhaul/design';
import { useLocale } from './locale.ts';

interface MoneyProps {
  /** The exact decimal string of the API. */
  amount: string | null | undefined;
  currency: string;
  /** Also writes a plus. */
  signed?: boolean;
  /** Colours an amount below zero as overdue; the minus already says it. */
  warnBelowZero?: boolean;
  strong?: boolean;
  /** A unit price: zeros beyond the currency's digits say nothing and are left out. */
  price?: boolean;
  /** By default a block aligned to the end, for table cells. */
  inline?: boolean;
  sx?: SxProps<Theme>;
}

/** "499.0000" is 499, "0.0125" stays. */
export function tidyPrice(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

/** An amount with its currency: exact, in tabular figures, aligned to the end, with a real minus. */
export function Money({
  amount,
  currency,
  signed,
  warnBelowZero,
  strong,
  price,
  inline,
  sx = [],
}: MoneyProps) {
  const locale = useLocale();
  const negative = amount?.startsWith('-') ?? false;
  return (
    <Box
      component="span"
      sx={[
        {
          display: inline ? 'inline' : 'block',
          textAlign: 'end',
          whiteSpace: 'nowrap',
          fontVariantNumeric: 'tabular-nums',
          ...(strong && { fontWeight: 600 }),
          ...(warnBelowZero && negative && { color: 'error.main' }),
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    >
      {amount == null
        ? '–'
        : price
          ? formatPrice(amount, currency, locale)
          : formatMoney(amount, currency, locale, { sign: signed ? 'always' : 'auto' })}
    </Box>
  );
}
