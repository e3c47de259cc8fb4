import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { DateText, FactList, InstantText, useCan, useLocale } from '../kit/index.ts';
import type { Closing } from './api.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { ReopenDialog } from './ReopenDialog.tsx';

/** Through which day the books are closed, by whom, and what closes and opens them. */
export function ClosingCard({ closing }: { closing: Closing }) {
  const [asked, setAsked] = useState<'CLOSE' | 'REOPEN' | null>(null);
  const locale = useLocale();
  const mayClose = useCan('books:close');
  const mayReopen = useCan('books:reopen');
  const { closedThrough, closedBy, closedAt, closedAbove, history } = closing;
  const done = () => setAsked(null);
  return (
    <Card component="section" aria-labelledby="closed-months">
      <CardContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography variant="h2" id="closed-months">
          Closed months
        </Typography>
        {closedThrough ? (
          <Box>
            <Box sx={{ fontSize: '1.25rem', fontWeight: 600 }}>
              Closed through <DateText date={closedThrough} />
            </Box>
            <Box sx={{ color: 'text.secondary' }}>
              {closedBy ?? 'A partner above'}, <InstantText at={closedAt} />.{' '}
              {closedAbove
                ? 'It was closed by the partner above whose company details stand on the documents, and is opened there alone.'
                : 'Nothing is dated on these days any more; corrections of what is older take the first open day.'}
            </Box>
          </Box>
        ) : (
          <Box sx={{ color: 'text.secondary' }}>
            Nothing is closed yet: documents and payments can be dated on any day. Close a month
            when its figures were handed on, and they never change again.
          </Box>
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {mayClose && (
            <Button variant="contained" onClick={() => setAsked('CLOSE')}>
              {closedThrough ? 'Close further' : 'Close a month'}
            </Button>
          )}
          {mayReopen && closedThrough && !closedAbove && (
            <Button variant="outlined" color="inherit" onClick={() => setAsked('REOPEN')}>
              Open again
            </Button>
          )}
        </Box>
        {history.length > 0 && (
          <Box component="details">
            <Box
              component="summary"
              sx={{ cursor: 'pointer', minHeight: 44, alignContent: 'center' }}
            >
              What was closed and opened
            </Box>
            <Box sx={{ paddingBlockStart: 1 }}>
              <FactList
                facts={history.map(({ through, closedBy: by, closedAt: at }) => [
                  through ? `Through ${formatDate(through, locale, { year: true })}` : 'All opened',
                  <>
                    {by}, <InstantText at={at} exact />
                  </>,
                ])}
              />
            </Box>
          </Box>
        )}
      </CardContent>
      {asked === 'CLOSE' && <CloseDialog closing={closing} onClose={done} />}
      {asked === 'REOPEN' && <ReopenDialog closing={closing} onClose={done} />}
    </Card>
  );
}
