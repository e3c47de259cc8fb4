import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { DownloadDialog } from '../printing/index.ts';
import type { RunDetailFragment, SortInput } from '../generated/graphql.ts';
import { EmptyState, useCan } from '../kit/index.ts';
import { EntryTable } from './review/EntryTable.tsx';
import { FlagBar } from './review/FlagBar.tsx';
import { RunFigures } from './review/RunFigures.tsx';
import { runInvoicesLink } from './runInvoicesLink.ts';
import { useRunEntries } from './useRunEntries.ts';

const noActions = {};

/** What a confirmed run did: the figures, and each customer with the invoice it got. */
export function RunResult({ run }: { run: RunDetailFragment }) {
  const mayRead = useCan('invoices:read');
  const [downloading, setDownloading] = useState(false);
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<SortInput | null>(null);
  const entries = useRunEntries(
    run.id,
    { leftOut: false, ...(search ? { search } : {}) },
    sort ? [sort] : [],
  );
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <RunFigures run={run} />
      <Card
        sx={{
          display: 'flex',
          flexDirection: 'column',
          height: { xs: 'calc(100dvh - 140px)', md: 'max(440px, calc(100dvh - 330px))' },
          overflow: 'hidden',
        }}
      >
        <Box sx={{ padding: 2, display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
          <Typography variant="h2" sx={{ flex: '1 1 auto' }}>
            Invoices of this run
          </Typography>
          {mayRead && (
            <Button variant="outlined" onClick={() => setDownloading(true)}>
              Download all invoices
            </Button>
          )}
          {mayRead && (
            <Button component={RouterLink} to={runInvoicesLink(run)} variant="outlined">
              Show in invoices
            </Button>
          )}
          <FlagBar
            flags={[]}
            flag={null}
            onFlag={() => undefined}
            search={search}
            onSearch={setSearch}
          />
        </Box>
        <EntryTable
          key={search}
          entries={entries}
          mode="issued"
          actions={noActions}
          sort={sort}
          onSort={setSort}
          label="Customers billed by this run"
          empty={
            <EmptyState small title={search ? 'Nobody found' : 'Nobody was billed'}>
              {search
                ? `No customer of this run matches “${search}”.`
                : 'Every customer had been left out.'}
            </EmptyState>
          }
        />
      </Card>
      {downloading && (
        <DownloadDialog
          chosen={{ filter: { billingRunId: run.id } }}
          which="of this run"
          onClose={() => setDownloading(false)}
        />
      )}
    </Box>
  );
}
