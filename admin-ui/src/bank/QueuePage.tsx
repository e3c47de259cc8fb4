import { useState } from 'react';
import { Box, Button, MenuItem, Tab, Tabs, TextField } from '@mui/material';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router-dom';
import { request, useSubscription } from '../api/client.ts';
import { useReadAgain } from '../api/useReadAgain.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { NoAccess } from '../kit/pages.tsx';
import { AccountsQuery, BankChanged, QueueQuery, type Account } from './api.ts';
import { PostAllDialog } from './PostAllDialog.tsx';
import { Queue } from './Queue.tsx';
import { VIEWS } from './words.ts';

const PAGE = 50;

/** What waits to be posted of bank statements, best first, worked by keyboard. */
export function QueuePage() {
  const [search, setSearch] = useSearchParams();
  const mayRead = useCan('bank:read');
  const { partnerId } = usePartnerScope();
  const client = useQueryClient();
  const refresh = useRefresh();
  const view = VIEWS.find(({ id }) => id === search.get('view')) ?? VIEWS[0];
  const accountId = search.get('account');
  const offset = Number(search.get('from') ?? 0) || 0;
  const filter = { ...view.filter, ...(accountId ? { bankAccountId: accountId } : {}) };
  const { data, error, refetch } = useQuery({
    queryKey: ['bank-queue', filter, offset],
    queryFn: async () =>
      (await request(QueueQuery, { filter, first: PAGE, offset })).bankTransactions,
    placeholderData: keepPreviousData,
    enabled: mayRead,
  });
  const accounts = useQuery({
    queryKey: ['bank-accounts', partnerId],
    queryFn: async () => (await request(AccountsQuery, { partnerId })).bankAccounts,
    enabled: mayRead,
  });
  // what somebody else posts, or another page does, is gone from here too
  useReadAgain(useSubscription(BankChanged, mayRead ? {} : null).data, 'bank-queue');
  if (!mayRead) return <NoAccess />;
  const set = (next: Record<string, string | null>) => {
    const all = { view: view.id, account: accountId, from: null, ...next };
    setSearch(
      Object.fromEntries(
        Object.entries(all).flatMap(([key, value]) => (value ? [[key, value]] : [])),
      ),
    );
  };
  const done = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: ['bank-queue'] }), refresh()]);
  };
  const total = data?.totalCount ?? 0;
  return (
    <Box>
      <PageHeader
        title="Bank"
        description="What came in by bank statements and waits for its customer, best suggestion first."
        actions={
          <Button component={Link} to="/bank/accounts" variant="outlined" color="inherit">
            Accounts and files
          </Button>
        }
      />
      <Bar
        accounts={accounts.data ?? []}
        accountId={accountId}
        view={view.id}
        onChange={set}
        onPosted={() => void done()}
      />
      {error && !data && (
        <ErrorState
          error={error}
          what="The entries could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={8} />}
      {data && !data.nodes.length && (
        <Nothing view={view.id} accounts={accounts.data?.length ?? 1} />
      )}
      {data && data.nodes.length > 0 && (
        <Queue
          key={`${view.id} ${accountId ?? ''} ${offset}`}
          entries={data.nodes}
          total={total}
          onDone={done}
        />
      )}
      {total > PAGE && (
        <Box sx={{ display: 'flex', gap: 1, marginBlockStart: 2 }}>
          <Button
            disabled={offset === 0}
            onClick={() => set({ from: String(Math.max(0, offset - PAGE)) })}
          >
            Previous
          </Button>
          <Button
            disabled={offset + PAGE >= total}
            onClick={() => set({ from: String(offset + PAGE) })}
          >
            Next
          </Button>
        </Box>
      )}
    </Box>
  );
}

interface BarProps {
  accounts: readonly Account[];
  accountId: string | null;
  view: string;
  onChange: (next: Record<string, string | null>) => void;
  onPosted: () => void;
}

/** What a view is for that has nothing to show. */
const EMPTY: Readonly<Record<string, { title: string; children: string }>> = {
  posted: {
    title: 'Nothing is posted yet',
    children: 'What became a payment stands here with it, and can be undone.',
  },
  ignored: {
    title: 'Nothing is ignored',
    children: 'What somebody left out of the queue stands here with the reason, and can be undone.',
  },
  out: {
    title: 'No money went out',
    children:
      'Fees of the bank and transfers of your own stand here; nothing is to be done with them.',
  },
};

/** Which account and which entries; and posting all that is sure enough. */
function Bar({ accounts, accountId, view, onChange, onPosted }: BarProps) {
  const mayWrite = useCan('bank:write');
  const [posting, setPosting] = useState(false);
  const chosen = accountId ? accounts.filter(({ id }) => id === accountId) : accounts;
  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', marginBlockEnd: 2 }}
    >
      <Tabs
        value={view}
        onChange={(_event, id: string) => onChange({ view: id })}
        aria-label="Which entries"
        variant="scrollable"
        allowScrollButtonsMobile
      >
        {VIEWS.map(({ id, label }) => (
          <Tab key={id} value={id} label={label} />
        ))}
      </Tabs>
      {accounts.length > 1 && (
        <TextField
          select
          size="small"
          label="Account"
          value={accountId ?? ''}
          onChange={(event) => onChange({ account: event.target.value || null })}
          sx={{ minWidth: 200 }}
        >
          <MenuItem value="">All accounts</MenuItem>
          {accounts.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
      {mayWrite && view === 'waiting' && chosen.length > 0 && (
        <Button
          variant="outlined"
          onClick={() => setPosting(true)}
          sx={{ marginInlineStart: 'auto' }}
        >
          Post all that are sure
        </Button>
      )}
      {posting && chosen.length > 0 && (
        <PostAllDialog accounts={chosen} onClose={() => setPosting(false)} onPosted={onPosted} />
      )}
    </Box>
  );
}

function Nothing({ view, accounts }: { view: string; accounts: number }) {
  if (!accounts)
    return (
      <EmptyState
        title="No bank account yet"
        action={
          <Button component={Link} to="/bank/accounts" variant="contained">
            Set up an account
          </Button>
        }
      >
        Files of your bank are read for the accounts that are set up: CAMT, MT940 or CSV. What came
        in is matched with invoices and customers, and posted here.
      </EmptyState>
    );
  return view === 'waiting' ? (
    <EmptyState
      title="Nothing waits"
      action={
        <Button component={Link} to="/bank/accounts" variant="contained">
          Send a file
        </Button>
      }
    >
      All that came in is posted. Send the next statement of your bank to go on.
    </EmptyState>
  ) : (
    <EmptyState {...EMPTY[view]} />
  );
}
