import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useListContext } from 'react-admin';
import { apiFilter } from '../../api/dataProvider.ts';
import type { ResourceApi } from '../../api/resource.ts';
import { Money } from '../Money.tsx';

/** What all that a list found comes to in a currency: amounts by what they are of. */
export interface FoundSum {
  currency: string;
  amounts: readonly (readonly [label: string, amount: string])[];
}

interface FoundSumsProps<Filter> {
  api: ResourceApi;
  load: (filter: Filter) => Promise<readonly FoundSum[]>;
  /** What has to be said of them, by what the list is filtered by. */
  note?: (filter: Record<string, unknown>) => string | null;
}

/** One sum per currency, of lists that have no more to say. */
export function totals(sums: readonly { amount: string; currency: string }[]): FoundSum[] {
  return sums.map(({ amount, currency }) => ({ currency, amounts: [['Total', amount]] }));
}

const ofVoid = ({ status }: Record<string, unknown>) =>
  status === 'VOID' ? 'all of it void' : null;

/** The foot of a list: what all that it found comes to, per currency, whatever page is shown. */
export function FoundSums<Filter>({ api, load, note = ofVoid }: FoundSumsProps<Filter>) {
  const { filterValues, filter, total } = useListContext();
  const asked = apiFilter(api, { ...filterValues, ...(filter as object | undefined) });
  const { data } = useQuery({
    queryKey: [api.name, 'sums', asked, total],
    queryFn: () => load(asked as Filter),
    enabled: Boolean(total),
  });
  if (!total || !data?.length) return null;
  const said = note(filterValues as Record<string, unknown>);
  return (
    <Box role="status" aria-label="What they come to" sx={foot}>
      {data.map(({ currency, amounts }) => (
        <Box key={currency} sx={line}>
          {amounts.map(([label, amount]) => (
            <span key={label}>
              {label} <Money amount={amount} currency={currency} inline strong />
            </span>
          ))}
        </Box>
      ))}
      {said && <span>{said}</span>}
    </Box>
  );
}

const foot = {
  display: 'flex',
  flexDirection: 'column',
  alignItems: { md: 'flex-end' },
  rowGap: 0.5,
  paddingInline: 0.5,
  paddingBlockEnd: 1.5,
  color: 'text.secondary',
} as const;

const line = { display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.25 } as const;
