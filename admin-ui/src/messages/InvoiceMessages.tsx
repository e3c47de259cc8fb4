import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { BlockSkeleton, ErrorState, StatusChip, useCan } from '../kit/index.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { SendInvoiceDialog } from './SendInvoiceDialog.tsx';
import { useLiveOutbox } from './useLiveOutbox.ts';
import { When } from './When.tsx';
import { byChannel, sayKind } from './words.ts';

const InvoiceMessagesQuery = graphql(`
  query InvoiceMessages($invoiceId: ID!) {
    messages(filter: { invoiceId: $invoiceId }, first: 20) {
      totalCount
      nodes {
        ...MessageRow
      }
    }
  }
`);

const SendsByItselfQuery = graphql(`
  query SendsInvoicesByItself($partnerId: ID!) {
    notificationSettings(partnerId: $partnerId) {
      invoiceAutoSend
    }
    financeSettings(partnerId: $partnerId) {
      sendBillingNotifications
    }
  }
`);

/** On an invoice: what was sent about it and when, what goes next, and sending it now. */
export function InvoiceMessages({ invoice }: { invoice: InvoiceDetailFragment }) {
  const sees = useCan('messages:read');
  return sees && invoice.status !== 'DRAFT' ? <Messages invoice={invoice} /> : null;
}

function Messages({ invoice }: { invoice: InvoiceDetailFragment }) {
  useLiveOutbox();
  const maySend = useCan('messages:write') && invoice.status !== 'VOID';
  const [sending, setSending] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['messages', 'of-invoice', invoice.id],
    queryFn: async () => (await request(InvoiceMessagesQuery, { invoiceId: invoice.id })).messages,
  });
  const rows = data?.nodes ?? [];
  return (
    <Card component="section" aria-labelledby="invoice-messages-title" sx={{ marginBlockStart: 2 }}>
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
          <Typography variant="h2" id="invoice-messages-title">
            Messages
          </Typography>
          {maySend && (
            <Button variant="outlined" onClick={() => setSending(true)}>
              Send invoice
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
            <NothingSent invoice={invoice} />
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
            to={`/messages?filter=${encodeURIComponent(JSON.stringify({ invoiceId: invoice.id }))}`}
          >
            All {data.totalCount} in the outbox
          </Link>
        )}
      </CardContent>
      {sending && (
        <SendInvoiceDialog
          invoice={invoice}
          waiting={rows.some(({ status }) => status === 'QUEUED' || status === 'HELD')}
          onClose={() => setSending(false)}
        />
      )}
    </Card>
  );
}

/** Why an invoice has no message, as far as it shows in how things are set today. */
function NothingSent({ invoice: { customer, partner } }: { invoice: InvoiceDetailFragment }) {
  const seesSettings = useCan('settings:read');
  const { data } = useQuery({
    queryKey: ['messages', 'sends-by-itself', partner.id],
    queryFn: () => request(SendsByItselfQuery, { partnerId: partner.id }),
    enabled: seesSettings && Boolean(customer.email),
  });
  const nothing = 'Nothing was sent about this invoice';
  if (!customer.email)
    return (
      <>
        {nothing}: {customer.name} has no e-mail address.
      </>
    );
  if (!data) return <>{nothing}.</>;
  const sends =
    data.notificationSettings.invoiceAutoSend && data.financeSettings.sendBillingNotifications;
  return sends ? (
    <>
      {nothing}. Today it would be: {customer.name} has an address, and {partner.name} sends
      invoices by itself.
    </>
  ) : (
    <>
      {nothing}: {partner.name} does not send invoices by itself.
    </>
  );
}
