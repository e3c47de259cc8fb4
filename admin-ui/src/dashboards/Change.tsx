import { Box } from '@mui/material';
import { compareDecimals, subtractDecimals } from '@backhaul/domain/money/decimals';
import { formatMoney } from '@backhaul/design';
import { Icon } from '../kit/icons.tsx';
import { useLocale } from '../kit/index.ts';

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
        {formatMoney(subtractDecimals(to, from), currency, locale, { sign: 'always' })}
      </Box>
      on last month
    </Box>
  );
}
