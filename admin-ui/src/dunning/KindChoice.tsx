import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import type { DunningKind } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';
import type { Simulated } from './api.ts';
import { countIn, kinds } from './words.ts';

interface KindChoiceProps {
  simulated: Simulated;
  /** null: all of them. */
  chosen: DunningKind | null;
  onChoose: (kind: DunningKind | null) => void;
}

/** How many of each kind there are; one of them narrows the list to it. */
export function KindChoice({ simulated, chosen, onChoose }: KindChoiceProps) {
  const locale = useLocale();
  return (
    <ToggleButtonGroup
      exclusive
      value={chosen}
      onChange={(_, next: DunningKind | null) => onChoose(next)}
      aria-label="What happens"
      sx={{
        flexWrap: 'wrap',
        justifySelf: 'start',
        gap: 1,
        // each on its own: they break into lines on a phone
        '&& .MuiToggleButton-root': {
          border: '1px solid',
          borderColor: 'divider',
          borderInlineStart: '1px solid',
          borderInlineStartColor: 'divider',
          borderRadius: 1,
          margin: 0,
          backgroundColor: 'background.paper',
        },
        '&& .MuiToggleButton-root.Mui-selected, && .MuiToggleButton-root.Mui-selected:hover': {
          borderColor: 'primary.main',
          backgroundColor: 'primary.light',
          color: 'text.primary',
        },
      }}
    >
      {kinds.map(({ value, label }) => (
        <ToggleButton
          key={value}
          value={value}
          disabled={countIn(simulated, value) === 0 && chosen !== value}
          sx={{ minHeight: { xs: 44, sm: 36 }, paddingInline: 1.5, gap: 1 }}
        >
          {label}
          <Box component="strong" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatNumber(countIn(simulated, value), locale)}
          </Box>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
