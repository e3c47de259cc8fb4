import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, DateText, ErrorState, Money, useCan } from '../kit/index.ts';
import { SkippedQuery, TakeInEntry, type FileParts } from './api.ts';

/** Entries of a file that were there already; one that is another after all can be taken in. */
export function SkippedDialog({ file, onClose }: { file: FileParts; onClose: () => void }) {
  const mayWrite = useCan('bank:write');
  const client = useQueryClient();
  const notify = useNotify();
  const submission = useSubmit();
  const { data, error, refetch } = useQuery({
    queryKey: ['bank-skipped', file.id],
    queryFn: async () => (await request(SkippedQuery, { id: file.id })).bankFile.skipped,
  });
  const takeIn = (id: string) =>
    submission.submit(async () => {
      await request(TakeInEntry, { id });
      await client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('bank-'),
      });
      notify('Taken in: it waits in the queue.', { type: 'success' });
    });
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="skipped-title">
      <DialogTitle id="skipped-title">Known already</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box>
          These entries of {file.name} came with another file before, so they were not added again.
          If one is a payment of its own, take it in.
        </Box>
        {error && !data && (
          <ErrorState
            error={error}
            what="The entries could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <BlockSkeleton lines={4} />}
        {data?.length === 0 && <Box>All of them were taken in.</Box>}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data?.map(({ id, line, bookingDate, amount, text, sameAs }) => (
            <Box
              component="li"
              key={id}
              sx={{
                display: 'grid',
                gap: 1,
                alignItems: 'center',
                gridTemplateColumns: 'minmax(0, 1fr) auto',
                paddingBlock: 1.5,
                borderBlockStart: '1px solid',
                borderColor: 'divider',
              }}
            >
              <Box sx={{ overflowWrap: 'anywhere' }}>
                <Box sx={{ fontWeight: 600 }}>
                  <Money amount={amount} currency={sameAs.currency} inline />
                  {sameAs.name && ` from ${sameAs.name}`}
                </Box>
                <Box sx={{ color: 'text.secondary' }}>
                  <DateText date={bookingDate} />
                  {line !== null && `, line ${line}`}
                  {text && `: ${text}`}
                </Box>
              </Box>
              {mayWrite && (
                <Button
                  size="small"
                  variant="outlined"
                  disabled={submission.busy}
                  onClick={() => void takeIn(id)}
                >
                  Take in
                </Button>
              )}
            </Box>
          ))}
        </Box>
        <FormError error={submission.error} failure="It was not taken in." />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit">
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
