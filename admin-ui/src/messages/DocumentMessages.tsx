import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { useSendsByItself } from '../settings/index.ts';
import { BlockSkeleton, ErrorState, StatusChip, useCan } from '../kit/index.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { SendDialog } from './SendDialog.tsx';
import { filterOf, type Told } from './told.ts';
import { useLiveOutbox } from './useLiveOutbox.ts';
import { When } from './When.tsx';
import { byChannel, sayKind } from './words.ts';

const MessagesAboutQuery = graphql(`
  query MessagesAbout($filter: MessageFilter!) {
    messages(filter: $filter, first: 20) {
      totalCount
      nodes {
        ...MessageRow
      }
    }
  }
`);

/** On a document: what was sent about it and when, what goes next, and sending it now. */
export function DocumentMessages({ about }: { about: Told }) {
  return useCan('messages:read') ? <Messages about={about} /> : null;
}

function Messages({ about }: { about: Told }) {
  useLiveOutbox();
  const maySend = useCan('messages:write') && !about.isVoid;
  const [sending, setSending] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['messages', 'about', about.id],
    queryFn: async () => (await request(MessagesAboutQuery, { filter: filterOf(about) })).messages,
  });
  const rows = data?.nodes ?? [];
  return (
    <Card
      component="section"
      aria-labelledby="document-messages-title"
      sx={{ marginBlockStart: 2 }}
    >
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            justifyContent: 'space-between',
            gap: 1,
            marginBlockEnd: 1,
          }}
        >
          <Typography variant="h2" id="document-messages-title">
            Messages
          </Typography>
          {maySend && (
            <Button variant="outlined" onClick={() => setSending(true)}>
              Send {about.what}
            </Button>
          )}
        </Box>
        {error && (
          <ErrorState
            error={error}
            what="The messages could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <BlockSkeleton lines={2} />}
        {data && rows.length === 0 && (
          <Box sx={{ color: 'text.secondary' }}>
            <NothingSent about={about} />
          </Box>
        )}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {rows.map((message) => (
            <Box
              component="li"
              key={message.id}
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                alignItems: 'center',
                columnGap: 1.5,
                rowGap: 0.5,
                paddingBlock: 1,
                '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
              }}
            >
              <StatusChip status={message.status} />
              <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
                <Link component={RouterLink} to={`/messages/${message.id}/show`}>
                  {sayKind(message.kind)} {byChannel(message.channel)}
                </Link>{' '}
                to {message.to}
                {message.error && (
                  <Box
                    sx={{
                      color: message.status === 'FAILED' ? 'error.main' : 'text.secondary',
                      fontSize: '0.8125rem',
                    }}
                  >
                    {message.error}
                  </Box>
                )}
              </Box>
              <Box sx={{ color: 'text.secondary' }}>
                <When message={message} />
              </Box>
              <MessageMenu message={message} />
            </Box>
          ))}
        </Box>
        {data && data.totalCount > rows.length && (
          <Link
            component={RouterLink}
            to={`/messages?filter=${encodeURIComponent(JSON.stringify(filterOf(about)))}`}
          >
            All {data.totalCount} in the outbox
          </Link>
        )}
      </CardContent>
      {sending && (
        <SendDialog
          about={about}
          waiting={rows.some(({ status }) => status === 'QUEUED' || status === 'HELD')}
          onClose={() => setSending(false)}
        />
      )}
    </Card>
  );
}

/** Why a document has no message, as far as it shows in how things are set today. */
function NothingSent({ about: { what, customer, partner } }: { about: Told }) {
  const sends = useSendsByItself(customer.email ? partner.id : null);
  const nothing = `Nothing was sent about this ${what}`;
  if (!customer.email)
    return (
      <>
        {nothing}: {customer.name} has no e-mail address.
      </>
    );
  if (sends === null) return <>{nothing}.</>;
  return sends ? (
    <>
      {nothing}. Today it would be: {customer.name} has an address, and {partner.name} sends {what}s
      by itself.
    </>
  ) : (
    <>
      {nothing}: {partner.name} does not send {what}s by itself.
    </>
  );
}
