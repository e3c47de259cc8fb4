import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatDate, formatRelative } from '@backhaul/design';
import { request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  language,
  PageHeader,
  useCan,
  useLocale,
} from '../../kit/index.ts';
import { NoAccess } from '../../kit/pages.tsx';
import { TITLES } from '../titles.ts';
import { revokeWallDocument, wallsDocument, type WallDisplay } from './api.ts';
import { NewWallDialog } from './NewWallDialog.tsx';

/** Screens on a wall that show dashboards by a link: what hangs, and hanging up another. */
export function WallsPage() {
  const may = useCan('dashboards:write');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<WallDisplay | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['walls'],
    queryFn: async () => (await request(wallsDocument, {})).wallDisplays,
    enabled: may,
  });
  if (!may) return <NoAccess />;
  const add = (
    <Button variant="contained" onClick={() => setAdding(true)}>
      Make a wall display
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Wall displays"
        back={{ label: 'Settings', to: '/settings' }}
        description="A link that shows dashboards full screen, one after the other. Whoever has it sees them without signing in, and nothing else."
        actions={data && data.length > 0 && add}
      />
      {error && !data && (
        <ErrorState
          error={error}
          what="The wall displays could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={5} />}
      {data?.length === 0 && (
        <EmptyState title="No wall display yet" action={add}>
          Make one and open its link on the screen in your office: it shows how things stand, live.
        </EmptyState>
      )}
      <Box
        component="ul"
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1.5 }}
      >
        {data?.map((wall) => (
          <WallCard key={wall.id} wall={wall} onRemove={() => setRemoving(wall)} />
        ))}
      </Box>
      {adding && <NewWallDialog onClose={() => setAdding(false)} />}
      {removing && <TakeBackDialog wall={removing} onClose={() => setRemoving(null)} />}
    </Box>
  );
}

function WallCard({ wall, onRemove }: { wall: WallDisplay; onRemove: () => void }) {
  const locale = useLocale();
  const shows = [
    wall.dashboards.map((kind) => TITLES[kind]).join(', '),
    `${wall.seconds} seconds each`,
    wall.showMoney ? 'with amounts' : 'without amounts',
    wall.showNames ? 'with names of customers' : 'without names',
  ].join(' · ');
  return (
    <Card component="li">
      <CardContent
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', minWidth: 0 }}
      >
        <Box sx={{ flex: '1 1 300px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Typography variant="h2">{wall.name}</Typography>
          <Box sx={{ color: 'text.secondary' }}>
            {wall.partner && `${wall.partner.name} · `}
            {shows}
          </Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            Until {formatDate(wall.expiresAt, locale)}.{' '}
            {wall.lastSeenAt
              ? `Last opened ${formatRelative(wall.lastSeenAt, language)}.`
              : 'Never opened.'}
          </Box>
        </Box>
        <Button variant="outlined" onClick={onRemove} aria-label={`Take back: ${wall.name}`}>
          Take back
        </Button>
      </CardContent>
    </Card>
  );
}

function TakeBackDialog({ wall, onClose }: { wall: WallDisplay; onClose: () => void }) {
  const queries = useQueryClient();
  const submission = useSubmit();
  const takeBack = async () => {
    if (!(await submission.submit(() => request(revokeWallDocument, { id: wall.id })))) return;
    await queries.invalidateQueries({ queryKey: ['walls'] });
    onClose();
  };
  return (
    <FormDialog
      title={`Take back “${wall.name}”`}
      submitLabel="Take it back"
      danger
      submission={submission}
      onSubmit={() => void takeBack()}
      onClose={onClose}
      failure="It was not taken back."
    >
      Its link stops working at once, also on screens that show it now. It cannot be brought back; a
      new one has another link.
    </FormDialog>
  );
}
