import { Box, Button, Card } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { BlockSkeleton, ErrorState, InstantText, PageHeader, ToneChip } from '../../kit/index.ts';
import { describeBrowser } from './browserName.ts';

const sessionsDocument = graphql(`
  query Sessions {
    sessions {
      id
      createdAt
      lastSeenAt
      expiresAt
      userAgent
      address
      current
    }
  }
`);

const revokeDocument = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(id: $id)
  }
`);

/** Where the viewer is signed in, and ending it there. */
export function Sessions() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => request(sessionsDocument),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => request(revokeDocument, { id }),
    onSuccess: async () => {
      notify('Signed out there');
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: (problem) => notify(sayError(problem), { type: 'error' }),
  });
  return (
    <>
      <PageHeader
        title="Your sessions"
        description="Every browser and program signed in as you. End what you do not recognise, then change your password."
      />
      {error && (
        <ErrorState
          error={error}
          what="Your sessions could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      <Card sx={{ maxWidth: 760 }}>
        {!data && !error && (
          <Box sx={{ padding: 2 }}>
            <BlockSkeleton lines={3} />
          </Box>
        )}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data?.sessions.map((session) => (
            <Box
              key={session.id}
              component="li"
              sx={{
                display: 'flex',
                alignItems: 'center',
                flexWrap: 'wrap',
                gap: 2,
                padding: 2,
                '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
              }}
            >
              <Box sx={{ flex: '1 1 240px' }}>
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', fontWeight: 600 }}>
                  {describeBrowser(session.userAgent)}
                  {session.current && <ToneChip tone="paid" icon="check" label="This one" />}
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  {session.address && <>{session.address}, </>}last seen{' '}
                  <InstantText at={session.lastSeenAt} />, signed in{' '}
                  <InstantText at={session.createdAt} />
                </Box>
              </Box>
              {!session.current && (
                <Button
                  variant="outlined"
                  onClick={() => revoke.mutate(session.id)}
                  disabled={revoke.isPending}
                  aria-label={`End session on ${describeBrowser(session.userAgent)}`}
                >
                  End session
                </Button>
              )}
            </Box>
          ))}
        </Box>
      </Card>
    </>
  );
}
