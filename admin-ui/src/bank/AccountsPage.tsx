import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { printIban } from '@backhaul/domain/text/bankAccount';
import { request } from '../api/client.ts';
import {
  BlockSkeleton,
  DateText,
  EmptyState,
  ErrorState,
  Money,
  PageHeader,
  ToneChip,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { AddAccountDialog } from './AddAccountDialog.tsx';
import { AccountsQuery, type Account } from './api.ts';
import { DropFiles } from './DropFiles.tsx';
import { Files } from './Files.tsx';

/** Bank accounts with the chain of their statements, and the files that were sent. */
export function AccountsPage() {
  const mayRead = useCan('bank:read');
  const mayWrite = useCan('bank:write');
  const { partnerId } = usePartnerScope();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['bank-accounts', partnerId],
    queryFn: async () => (await request(AccountsQuery, { partnerId })).bankAccounts,
    enabled: mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const add = mayWrite && (
    <Button variant="outlined" onClick={() => setAdding(true)}>
      Set up an account
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Bank accounts and files"
        back={{ label: 'Bank', to: '/bank' }}
        description="Files are read for the accounts that are set up; each entry counts once, however often it comes."
        actions={
          <>
            {mayWrite && data?.length === 0 && (
              <Button component={Link} to="/bank/csv" color="inherit">
                Read a CSV file
              </Button>
            )}
            {add}
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {mayWrite && data && data.length > 0 && <DropFiles />}
        {error && !data && (
          <ErrorState
            error={error}
            what="The accounts could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <BlockSkeleton lines={6} />}
        {data?.length === 0 && (
          <EmptyState title="No bank account yet" action={add || undefined}>
            Set up the account whose statements you have; then files of your bank are read for it.
          </EmptyState>
        )}
        {data?.map((account) => (
          <AccountCard key={account.id} account={account} />
        ))}
        {data && data.length > 0 && <Files />}
      </Box>
      {adding && <AddAccountDialog onClose={() => setAdding(false)} />}
    </Box>
  );
}

/** An account, its last statements below each other: what each opens and closes with, and where it breaks. */
function AccountCard({ account }: { account: Account }) {
  const mayWrite = useCan('bank:write');
  const { name, iban, accountNumber, currency, partner, statements } = account;
  return (
    <Card component="section" aria-label={name}>
      <CardContent>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline' }}>
          <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          <Box sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
            {iban ? printIban(iban) : accountNumber} · {currency} · {partner.name}
          </Box>
          <Box sx={{ marginInlineStart: 'auto', display: 'flex', flexWrap: 'wrap' }}>
            {mayWrite && (
              <Button
                component={Link}
                to={`/bank/csv?account=${account.id}`}
                color="inherit"
                aria-label={`Read a CSV file of ${name}`}
              >
                Read a CSV file
              </Button>
            )}
            <Button component={Link} to={`/bank?account=${account.id}`}>
              What waits
            </Button>
          </Box>
        </Box>
        {statements.nodes.length === 0 ? (
          <Box sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
            No statement was read yet.
          </Box>
        ) : (
          <Box
            component="ul"
            aria-label="Statements, latest first"
            sx={{ listStyle: 'none', margin: 0, marginBlockStart: 1, padding: 0 }}
          >
            {statements.nodes.map((statement) => (
              <Box
                component="li"
                key={statement.id}
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  columnGap: 2,
                  rowGap: 0.5,
                  alignItems: 'center',
                  paddingBlock: 1,
                  borderBlockStart: '1px solid',
                  borderColor: 'divider',
                }}
              >
                <Box sx={{ minWidth: 110 }}>
                  <DateText date={statement.date} />
                </Box>
                <Box sx={{ flex: '1 1 80px' }}>{statement.number && `No. ${statement.number}`}</Box>
                {!statement.addsUp && (
                  <ToneChip tone="overdue" label="Does not add up" icon="alert" />
                )}
                {!statement.followsOn && (
                  <ToneChip tone="due" label="Gap or overlap before it" icon="alert" />
                )}
                {statement.opening !== null && statement.closing !== null && (
                  <Box>
                    <Money amount={statement.opening} currency={currency} inline /> to{' '}
                    <Money amount={statement.closing} currency={currency} inline strong />
                  </Box>
                )}
              </Box>
            ))}
          </Box>
        )}
        {statements.totalCount > statements.nodes.length && (
          <Box sx={{ color: 'text.secondary' }}>
            And {statements.totalCount - statements.nodes.length} before these.
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
