import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useListContext } from 'react-admin';
import { apiFilter } from '../../api/dataProvider.ts';
import type { ResourceApi } from '../../api/resource.ts';
import { Money } from '../Money.tsx';

interface FoundSumsProps<Filter> {
  api: ResourceApi;
  load: (filter: Filter) => Promise<readonly { amount: string; currency: string }[]>;
}

/** What all that a list found comes to, per currency, whatever page is shown. */
export function FoundSums<Filter>({ api, load }: FoundSumsProps<Filter>) {
  const { filterValues, filter, total } = useListContext();
  const asked = apiFilter(api, { ...filterValues, ...(filter as object | undefined) });
  const { data } = useQuery({
    queryKey: [api.name, 'sums', asked, total],
    queryFn: () => load(asked as Filter),
  });
  if (!data?.length) return null;
  return (
    <Box
      role="status"
      aria-label="What they come to"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 4,
        marginBlockEnd: 1.5,
        color: 'text.secondary',
      }}
    >
      {data.map(({ amount, currency }) => (
        <span key={currency}>
          Total <Money amount={amount} currency={currency} inline strong />
          {filterValues.status === 'VOID' && ', all of it void'}
        </span>
      ))}
    </Box>
  );
}
