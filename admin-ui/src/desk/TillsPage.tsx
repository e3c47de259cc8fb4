import { useState, type ReactNode } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useCan,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { ManagedTillsQuery, SessionsQuery, type ManagedTill, type Session } from './api.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import { ReportLinks } from './ReportLinks.tsx';
import { SessionCard } from './SessionCard.tsx';
import { TillCard } from './TillCard.tsx';
import { TillDialog } from './TillDialog.tsx';

/** The tills of a partner, who may use them, their sessions, and differences to approve. */
export function TillsPage() {
  return useCan('cash-desk:manage') ? <Tills /> : <NoAccess />;
}

function Tills() {
  const viewer = useViewer();
  const { partnerId } = usePartnerScope();
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: ['desk'] });
  const [edited, setEdited] = useState<ManagedTill | 'new' | null>(null);
  const [approving, setApproving] = useState<Session | null>(null);
  const tills = useQuery({
    queryKey: ['desk', 'managed', partnerId],
    queryFn: () => request(ManagedTillsQuery, { partnerId }),
  });
  const sessions = useQuery({
    queryKey: ['desk', 'sessions', partnerId],
    queryFn: () => request(SessionsQuery, { partnerId }),
  });
  const all = sessions.data?.tillSessions ?? [];
  const waiting = all.filter(({ status }) => status === 'AWAITING_APPROVAL');
  const others = all.filter((session) => !waiting.includes(session));
  const add = (
    <Button variant="contained" onClick={() => setEdited('new')}>
      Set up a till
    </Button>
  );
  const error = tills.error ?? sessions.error;
  return (
    <>
      <PageHeader
        title="Tills"
        description="A till is a drawer with money, used by one person at a time, from opening to a counted close."
        actions={
          tills.data?.tills.length ? (
            <>
              <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
                Today
                <ReportLinks url={reportOfDay(viewer?.today ?? '', partnerId)} of="today" />
              </Box>
              {add}
            </>
          ) : undefined
        }
      />
      {error ? (
        <ErrorState
          error={error}
          what="The tills could not be loaded."
          onRetry={() => void Promise.all([tills.refetch(), sessions.refetch()])}
        />
      ) : !tills.data || !sessions.data ? (
        <BlockSkeleton lines={6} />
      ) : !tills.data.tills.length ? (
        <EmptyState title="No till is set up" action={add}>
          Cashiers take money at a till. Give it a name, say who may use it and, if you like, how
          much may lie in it at most.
        </EmptyState>
      ) : (
        <>
          {waiting.length > 0 && (
            <Section title="Differences to approve">
              {waiting.map((session) => (
                <SessionCard
                  key={session.id}
                  session={session}
                  onApprove={() => setApproving(session)}
                />
              ))}
            </Section>
          )}
          <Section title="Tills">
            {tills.data.tills.map((till) => (
              <TillCard key={till.id} till={till} onEdit={() => setEdited(till)} />
            ))}
          </Section>
          <Section title="Latest sessions">
            {others.length ? (
              others.map((session) => <SessionCard key={session.id} session={session} />)
            ) : (
              <Typography sx={{ color: 'text.secondary' }}>
                Nothing else yet. Each session stands here with what was taken and counted.
              </Typography>
            )}
          </Section>
        </>
      )}
      {edited && viewer && (
        <TillDialog
          till={edited === 'new' ? null : edited}
          partnerId={edited === 'new' ? (partnerId ?? viewer.partner.id) : edited.partner.id}
          onClose={() => setEdited(null)}
          onSaved={refresh}
        />
      )}
      {approving && (
        <ApproveDialog
          session={approving}
          onClose={() => setApproving(null)}
          onApproved={refresh}
        />
      )}
    </>
  );
}

/** All sessions that were opened on a day. */
function reportOfDay(date: string, partnerId: string | null): string {
  const query = new URLSearchParams({ date, ...(partnerId && { partnerId }) });
  return `/exports/cash-desk.pdf?${query.toString()}`;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ marginBlockEnd: 4 }}>
      <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
        {title}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 360px), 1fr))',
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
