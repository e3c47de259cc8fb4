import { Box, TextField } from '@mui/material';
import { useInput } from 'react-admin';
import type { LabelMatch } from '../generated/graphql.ts';
import { FilterChip } from '../kit/list/FilterChip.tsx';
import { usePartnerScope } from '../kit/index.ts';
import { LabelsPicker, useLabels } from './LabelsPicker.tsx';

interface Asked {
  ids: string[];
  match: LabelMatch;
}

const matches: Readonly<Record<LabelMatch, string>> = {
  ANY: 'Any of',
  ALL: 'All of',
  NONE: 'None of',
};

interface LabelsFilterProps {
  source: string;
  label?: string;
  alwaysOn?: boolean;
}

/** Narrows a list by the labels of customers. */
export function LabelsFilter({ source }: LabelsFilterProps) {
  const { partnerId } = usePartnerScope();
  const { field } = useInput({ source });
  const { ids = [], match = 'ANY' } = ((field.value as Asked | '' | null) || {}) as Partial<Asked>;
  const ask = (change: Partial<Asked>) => {
    const next = { ids, match, ...change };
    field.onChange(next.ids.length ? next : null);
  };
  return (
    <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start', width: '100%' }}>
      <TextField
        select
        size="small"
        margin="none"
        label="Labels"
        value={match}
        onChange={(event) => ask({ match: event.target.value as LabelMatch })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        sx={{ width: 110, flexShrink: 0 }}
      >
        {Object.entries(matches).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </TextField>
      <Box sx={{ flex: '1 1 auto', minWidth: { xs: 0, md: 180 } }}>
        <LabelsPicker
          partnerId={partnerId}
          value={ids}
          onChange={(chosen) => ask({ ids: chosen })}
          label="Which labels"
          dense
        />
      </Box>
    </Box>
  );
}

/** The filter that is set, in words. */
LabelsFilter.Said = function Said({ value, onRemove }: { value: unknown; onRemove: () => void }) {
  const { partnerId } = usePartnerScope();
  const { ids, match } = value as Asked;
  const names = (useLabels(partnerId).data ?? [])
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name);
  const said = names.length ? ` ${matches[match].toLowerCase()} ${names.join(', ')}` : '';
  return <FilterChip text={`Labels:${said}`} onRemove={onRemove} />;
};
