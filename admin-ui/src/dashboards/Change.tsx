import { Box } from '@mui/material';
import { compareDecimals, subtractDecimals } from '@backhaul/domain/money/decimals';
import { formatPercent } from '@backhaul/design';
import type { TileUnit } from '../generated/graphql.ts';
import { Icon } from '../kit/icons.tsx';
import { useLocale } from '../kit/index.ts';
import { formatFigure } from './tileFormat.ts';

interface ChangeProps {
  from: string;
  to: string;
  percent: string | null;
  unit: TileUnit;
  currency: string;
  /** What it is compared with: "by this day of last month". */
  since: string;
  /** Whether more of it is bad. */
  bad: boolean;
}

/** How far a figure has moved since: an arrow, a sign, the amount and how much that is. */
export function Change({ from, to, percent, unit, currency, since, bad }: ChangeProps) {
  const locale = useLocale();
  const direction = compareDecimals(to, from);
  if (direction === 0) return <>as {since}</>;
  const moved = subtractDecimals(to, from);
  // a share moves by points, which is no percent of anything
  const said =
    unit === 'PERCENT'
      ? `${formatFigure(moved, 'RATIO', { currency, locale, sign: 'always' })} points`
      : formatFigure(moved, unit, { currency, locale, sign: 'always' });
  const good = direction > 0 !== bad;
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
          color: good ? 'success.main' : 'error.main',
          fontWeight: 600,
        }}
      >
        <Icon name={direction > 0 ? 'up' : 'down'} size={14} />
        {said}
        {percent !== null && ` (${formatPercent(percent, locale)})`}
      </Box>
      on {since}
    </Box>
  );
}
