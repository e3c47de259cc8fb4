import { Box } from '@mui/material';
import { compareDecimals, formatMoney } from '@backhaul/design';
import { Icon } from '../kit/icons.tsx';
import { useLocale } from '../kit/index.ts';

/** Exact difference of two amounts with the same number of decimals. */
function difference(from: string, to: string): string {
  const decimals = Math.max(from.split('.')[1]?.length ?? 0, to.split('.')[1]?.length ?? 0);
  const scaled = (text: string) =>
    BigInt(text.replace('.', '') + '0'.repeat(decimals - (text.split('.')[1]?.length ?? 0)));
  const units = scaled(to) - scaled(from);
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${units < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}

/** How far an amount has moved since the month before: an arrow, a sign and the amount. */
export function Change({ from, to, currency }: { from: string; to: string; currency: string }) {
  const locale = useLocale();
  const direction = compareDecimals(to, from);
  if (direction === 0) return <>as last month</>;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 0.5 }}
    >
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.25,
          color: direction > 0 ? 'success.main' : 'error.main',
          fontWeight: 600,
        }}
      >
        <Icon name={direction > 0 ? 'up' : 'down'} size={14} />
        {formatMoney(difference(from, to), currency, locale, { sign: 'always' })}
      </Box>
      on last month
    </Box>
  );
}
