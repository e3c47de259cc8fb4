import { useState } from 'react';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { Alert, Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { MessageOneQuery } from '../generated/graphql.ts';
import { Facts, InstantText, StatusChip, useCan } from '../kit/index.ts';
import { ShowPage } from '../kit/show/ShowPage.tsx';
import { actionNames, actions, canBe, type MessageAction } from './actions.ts';
import { ActDialog } from './ActDialog.tsx';
import { MessageQuery } from './api.ts';
import { Attempts } from './Attempts.tsx';
import { carrierSettings, sayHeld } from './HeldNotice.tsx';
import { MessageBody } from './MessageBody.tsx';
import { useLiveOutbox } from './useLiveOutbox.ts';
import { When } from './When.tsx';
import { byChannel, carrierOf, sayKind, titleOf } from './words.ts';

type Message = MessageOneQuery['message'];
const back = { label: 'Outbox', to: '/messages' };

/** One message: what it says, where it stands, and what happened when it was sent. */
export function MessageShow() {
  useLiveOutbox();
  const { id = '' } = useParams();
  const asked = useQuery({
    queryKey: ['messages', 'whole', id],
    queryFn: async () => (await request(MessageQuery, { id })).message,
  });
  return (
    <ShowPage
      kind="message"
      back={back}
      asked={asked}
      head={(message) => ({
        title: titleOf(message),
        aside: <StatusChip status={message.status} />,
        description: (
          <>
            <span>
              {sayKind(message.kind)} {byChannel(message.channel)} to {message.to}
            </span>{' '}
            · <When message={message} />
          </>
        ),
        actions: <MessageActions message={message} />,
      })}
    >
      {(message) => (
        <>
          <Trouble message={message} />
          <Box sx={besides}>
            <MessageBody message={message} />
            <Box sx={{ display: 'grid', gap: 2 }}>
              <About message={message} />
              <Attempts log={message.attemptLog} />
            </Box>
          </Box>
        </>
      )}
    </ShowPage>
  );
}

const besides = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.9fr) minmax(300px, 1fr)' },
  alignItems: 'start',
} as const;

function MessageActions({ message }: { message: Message }) {
  const mayWrite = useCan('messages:write');
  const [open, setOpen] = useState<MessageAction | null>(null);
  if (!mayWrite) return null;
  const able = actionNames.filter((action) => canBe(action, message));
  return (
    <>
      {/* The main one stands last, as on every page. */}
      {[...able].reverse().map((action) => (
        <Button
          key={action}
          {...(actions[action].danger
            ? { color: 'error' as const }
            : { variant: action === 'send-now' ? ('contained' as const) : ('outlined' as const) })}
          onClick={() => setOpen(action)}
        >
          {action === 'send-now' ? 'Send now' : `${actions[action].label} message`}
        </Button>
      ))}
      {open && <ActDialog action={open} messages={[message]} onClose={() => setOpen(null)} />}
    </>
  );
}

/** Nothing is wrong with these. */
const quiet = new Set<Message['status']>(['CANCELLED', 'CAUGHT']);

/** Why it has not arrived, and what to do about it. */
function Trouble({ message }: { message: Message }) {
  const maySet = useCan('settings:read');
  const { status, error, channel, partner } = message;
  if (status === 'HELD') {
    const action = maySet && (
      <Button
        component={RouterLink}
        to={carrierSettings(partner.id, channel)}
        color="inherit"
        size="small"
      >
        Set {channel === 'SMS' ? 'an' : 'a'} {carrierOf(channel)}
      </Button>
    );
    return (
      <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 2 }} action={action}>
        {sayHeld(channel, partner.name)}
      </Alert>
    );
  }
  if (!error) return null;
  const words =
    status === 'FAILED'
      ? 'It was not delivered:'
      : status === 'CANCELLED'
        ? 'Cancelled:'
        : status === 'CAUGHT'
          ? ''
          : 'The last attempt failed, another follows:';
  return (
    <Alert
      severity={status === 'FAILED' ? 'error' : quiet.has(status) ? 'info' : 'warning'}
      variant="outlined"
      sx={{ marginBlockEnd: 2, overflowWrap: 'anywhere' }}
    >
      {words} {error}
    </Alert>
  );
}

function About({ message }: { message: Message }) {
  const { customer, invoice, payment } = message;
  const link = (to: string, text: string) => (
    <Link component={RouterLink} to={to}>
      {text}
    </Link>
  );
  return (
    <Facts
      title="About this message"
      facts={[
        ['To', message.to],
        ...(customer
          ? [
              [
                'Customer',
                link(
                  `/customers/${customer.id}/show?tab=messages`,
                  `${customer.name} #${customer.number}`,
                ),
              ] as const,
            ]
          : []),
        ...(invoice
          ? [['Invoice', link(`/invoices/${invoice.id}/show`, invoice.number ?? 'Draft')] as const]
          : []),
        ...(payment
          ? [['Payment', link(`/payments/${payment.id}/show`, payment.receiptNumber)] as const]
          : []),
        ['Sent for', message.partner.name],
        [
          'Queued',
          <>
            <InstantText key="q" at={message.createdAt} exact /> by {message.recordedBy}
          </>,
        ],
        message.status === 'SENT'
          ? ['Sent', <InstantText key="s" at={message.sentAt} exact />]
          : ['Not before', <InstantText key="n" at={message.sendAfter} exact />],
      ]}
    />
  );
}
