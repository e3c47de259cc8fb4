import { useId, type ReactNode } from 'react';
import { Box, Button } from '@mui/material';
import { Icon } from '../icons.tsx';
import type { SettingOrigin } from '../../generated/graphql.ts';
import { OriginLabel, type MovedAlong } from '../OriginLabel.tsx';

/** Where a setting's value comes from, as the API says it of every kind of settings. */
export interface Provenance {
  key: string;
  origin: SettingOrigin;
  originName: string | null;
  setBy: string | null;
  setAt: string | null;
  inheritedValue: unknown;
  /** What it would be if nothing of its family were set here. */
  aboveValue: unknown;
}

interface SettingFrameProps {
  label: string;
  help?: string | undefined;
  /** Has no effect as things are. */
  idle?: boolean;
  provenance: Provenance | undefined;
  /** undefined: untouched; null: going back to inheriting. */
  change: unknown;
  /** What changes of other settings make of it. */
  along?: MovedAlong | undefined;
  /** The inherited value as the page says it elsewhere. */
  inherited: string;
  /** What it says where nobody set a value. */
  builtIn?: string;
  mayWrite: boolean;
  error?: string | undefined;
  /** Under the input: an example, a warning. */
  note?: ReactNode;
  /** undefined: as it was; null: inherit. */
  onChange: (value: undefined | null) => void;
  /** The input, told which elements name and describe it. */
  children: (ids: { labelId: string; describedBy: string }) => ReactNode;
}

/** One setting: what it is, its value, where the value comes from, and the way back to inheriting. */
export function SettingFrame({
  label,
  help,
  idle = false,
  provenance,
  change,
  along,
  inherited,
  builtIn,
  mayWrite,
  error,
  note,
  onChange,
  children,
}: SettingFrameProps) {
  const id = useId();
  const here = provenance?.origin === 'HERE';
  return (
    <Box role="group" aria-labelledby={`${id}-label`} sx={rowLook}>
      <Box sx={{ minWidth: 0, paddingBlockStart: { md: '8px' } }}>
        <Box
          id={`${id}-label`}
          sx={{ fontWeight: 600, color: idle ? 'text.secondary' : 'text.primary' }}
        >
          {label}
        </Box>
        {help && (
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
            {help}
          </Box>
        )}
      </Box>
      <Box sx={{ minWidth: 0, display: 'grid', gap: 0.5, justifyItems: 'start' }}>
        {children({ labelId: `${id}-label`, describedBy: `${id}-note` })}
        <Box
          id={`${id}-note`}
          sx={{
            fontSize: '0.8125rem',
            color: 'text.secondary',
            display: 'grid',
            gap: 0.25,
            overflowWrap: 'anywhere',
            '&:empty': { display: 'none' },
          }}
        >
          {error && (
            <Box role="alert" sx={{ color: 'error.main', fontWeight: 600 }}>
              {error}
            </Box>
          )}
          {note}
        </Box>
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1,
          minHeight: { md: 36 },
          justifyContent: { md: 'flex-end' },
        }}
      >
        <OriginLabel
          provenance={provenance}
          change={change}
          along={along}
          {...(builtIn ? { builtIn } : {})}
        />
        {change !== undefined && (
          <Button
            size="small"
            variant="text"
            onClick={() => onChange(undefined)}
            aria-label={`Keep as it was: ${label}`}
          >
            Keep as it was
          </Button>
        )}
        {change === undefined && here && mayWrite && (
          <Button
            size="small"
            variant="outlined"
            startIcon={<Icon name="reset" size={14} />}
            onClick={() => onChange(null)}
            aria-label={`Reset ${label} to inherited: ${inherited}`}
            title={`Back to ${inherited}`}
          >
            Reset
          </Button>
        )}
      </Box>
    </Box>
  );
}

const rowLook = {
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    md: 'minmax(140px, 1.1fr) minmax(200px, 1.3fr) minmax(150px, 1fr)',
  },
  columnGap: 3,
  rowGap: 1,
  alignItems: 'start',
  paddingBlock: 1.25,
  borderBlockStart: '1px solid',
  borderColor: 'divider',
} as const;
