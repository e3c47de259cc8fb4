import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { BlockSkeleton, ErrorState, InstantText, ToneChip, useLocale } from '../kit/index.ts';
import { booksDocument, type Invariant } from './api.ts';
import { addressOf, INVARIANT_WORDS, labelOf } from './words.ts';

/** What must always hold of the books, checked as the page opens and when somebody asks. */
export function ChecksCard({
  partner,
}: {
  partner: { id: string; name: string; childCount: number };
}) {
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery({
    queryKey: ['books-checked', partner.id],
    queryFn: () => request(booksDocument, { partnerId: partner.id }),
    // all rows are read: not again because somebody came back to the window
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const found = data?.books;
  const broken = found?.filter(({ holds }) => !holds).length ?? 0;
  return (
    <Card component="section" aria-labelledby="checks">
      <CardContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Typography variant="h2" id="checks" sx={{ flex: '1 1 200px' }}>
            Do the books add up?
          </Typography>
          <Button variant="outlined" disabled={isFetching} onClick={() => void refetch()}>
            {isFetching ? 'Checking' : 'Check again'}
          </Button>
        </Box>
        <Box role="status" sx={{ color: 'text.secondary' }}>
          {isFetching &&
            'Every row is looked at: with 100,000 customers that takes up to a minute.'}
          {!isFetching && found && (
            <>
              {broken === 0 ? 'Everything adds up' : `${broken} of ${found.length} do not hold`} for{' '}
              {partner.name}
              {partner.childCount > 0 && ' and those below'}, checked{' '}
              <InstantText at={new Date(dataUpdatedAt).toISOString()} />. It is checked each night
              as well; administrators get a mail if something is wrong.
            </>
          )}
        </Box>
        {error && !isFetching && (
          <ErrorState
            error={error}
            what="The books could not be checked."
            onRetry={() => void refetch()}
          />
        )}
        {!found && isFetching && <BlockSkeleton lines={7} />}
        {found && (
          <Box
            component="ul"
            sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
          >
            {found.map((each) => (
              <Check key={each.name} invariant={each} />
            ))}
          </Box>
        )}
      </CardContent>
    </Card>
  );
}

function Check({ invariant }: { invariant: Invariant }) {
  const locale = useLocale();
  const { name, holds, checked, records } = invariant;
  const words = INVARIANT_WORDS[name] ?? { label: name, about: '' };
  return (
    <Box component="li">
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 1.5,
          rowGap: 0.5,
          alignItems: 'center',
        }}
      >
        <ToneChip
          tone={holds ? 'paid' : 'overdue'}
          label={holds ? 'In order' : 'Not in order'}
          icon={holds ? 'check' : 'alert'}
        />
        <Box sx={{ fontWeight: 600 }}>{words.label}</Box>
        <Box sx={{ color: 'text.secondary', flex: '1 1 240px' }}>{words.about}</Box>
        <Box sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
          {checked.toLocaleString(locale)} looked at
        </Box>
      </Box>
      {records.length > 0 && (
        <Box component="ul" sx={{ marginBlock: 1, paddingInlineStart: 2.5 }}>
          {records.map((record) => (
            <Box
              component="li"
              key={`${record.kind} ${record.id} ${record.problem}`}
              sx={{ overflowWrap: 'anywhere', paddingBlock: 0.5 }}
            >
              <Link component={RouterLink} to={addressOf(record)}>
                {labelOf(record)}
              </Link>
              : {record.problem}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
