import { Box } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { useLocale } from './locale.ts';
import { ToneChip } from './StatusChip.tsx';

interface Provenance {
  origin: 'BUILT_IN' | 'INHERITED' | 'HERE';
  originName?: string | null;
  setBy?: string | null;
  setAt?: string | null;
}

/** LOST: set nowhere any more; BACK: from above again. */
export type MovedAlong = 'LOST' | 'BACK';

interface OriginLabelProps {
  provenance: Provenance | undefined;
  /** undefined: untouched; null: going back to inheriting; anything else: changed. */
  change: unknown;
  /** What changes of other settings make of it. */
  along?: MovedAlong | undefined;
  /** What it says where nobody set a value. */
  builtIn?: string;
}

/** Where a setting's value comes from. */
export function OriginLabel({
  provenance,
  change,
  along,
  builtIn = 'built-in default',
}: OriginLabelProps) {
  const locale = useLocale();
  if (change === undefined && along === 'LOST')
    return <ToneChip tone="due" label="No longer inherited" />;
  if (change === null || along === 'BACK')
    return <ToneChip tone="waiting" label="Will be inherited" />;
  if (change !== undefined) return <ToneChip tone="waiting" label="Changed, not saved" />;
  if (!provenance || provenance.origin === 'BUILT_IN')
    return (
      <Box component="span" sx={quiet}>
        {builtIn}
      </Box>
    );
  if (provenance.origin === 'INHERITED')
    return (
      <Box component="span" sx={quiet}>
        from {provenance.originName ?? 'a partner above'}
      </Box>
    );
  const by = provenance.setBy ? ` by ${provenance.setBy.split(' ')[0] ?? ''}` : '';
  const on = provenance.setAt ? `, ${formatDate(provenance.setAt, locale, { year: false })}` : '';
  return (
    <Box
      component="span"
      title={provenance.setBy ?? undefined}
      sx={[quiet, { color: 'primary.main', fontWeight: 600 }]}
    >
      set here{by}
      {on}
    </Box>
  );
}

const quiet = { color: 'text.secondary', fontSize: '0.8125rem' } as const;
