import { Box } from '@mui/material';
import { DataTable } from 'react-admin';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { OnPhone } from '../kit/list/OnPhone.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { ActionColumn, InstantText, StatusChip, TickColumn } from '../kit/index.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { When } from './When.tsx';
import { sayChannel, sayKind, titleOf } from './words.ts';

type Row = MessageRowFragment;

export const messageSkeleton = [
  { width: 30 },
  { width: 10 },
  { width: 12 },
  { width: 20 },
  { width: 20 },
  { width: 14 },
  { width: 4 },
];

/**
 * Messages as rows; `customer` off where all are of one, `selectable` where many are handled at
 * once.
 */
export function MessageTable({
  customer = true,
  selectable = false,
}: {
  customer?: boolean;
  selectable?: boolean;
}) {
  return (
    <DataTable<Row>
      bulkActionButtons={false}
      rowClick="show"
      hiddenColumns={[
        'partner',
        'createdAt',
        'recordedBy',
        'channel',
        ...(customer ? [] : ['kind']),
      ]}
    >
      {selectable && (
        <TickColumn<Row> nameOf={(message) => `${titleOf(message)} to ${message.to}`} />
      )}
      <DataTable.Col<Row>
        source="subject"
        label="Subject"
        render={(message) => <Subject message={message} customer={customer} />}
      />
      <DataTable.Col<Row>
        source="status"
        sx={wide}
        label="Status"
        render={(message) => <Standing message={message} />}
      />
      <DataTable.Col<Row>
        source="kind"
        sx={wide}
        label="Kind"
        render={(message) => sayKind(message.kind)}
      />
      <DataTable.Col<Row>
        source="channel"
        sx={wide}
        label="Channel"
        render={(message) => sayChannel(message.channel)}
      />
      {customer && (
        <DataTable.Col<Row>
          source="customer"
          sx={wide}
          label="Customer"
          disableSort
          render={(message) =>
            message.customer ? (
              <Box sx={{ minWidth: 140 }}>
                <CustomerLink customer={message.customer} tab="messages" />
              </Box>
            ) : (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                a user
              </Box>
            )
          }
        />
      )}
      <DataTable.Col<Row>
        source="to"
        sx={wide}
        label="To"
        disableSort
        render={(message) => (
          <Box
            title={message.to}
            sx={{
              maxWidth: 200,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {message.to}
          </Box>
        )}
      />
      <DataTable.Col<Row>
        source="partner"
        sx={wide}
        label="Partner"
        disableSort
        render={(message) => message.partner.name}
      />
      <DataTable.Col<Row>
        source="sendAfter"
        label="When"
        render={(message) => (
          <Box sx={{ whiteSpace: { md: 'nowrap' } }}>
            <When message={message} />
          </Box>
        )}
      />
      <DataTable.Col<Row>
        source="attempts"
        sx={wide}
        label="Attempts"
        align="right"
        render={(message) => (
          <Box
            component="span"
            sx={{
              fontVariantNumeric: 'tabular-nums',
              color: message.attempts > 1 ? 'text.primary' : 'text.secondary',
            }}
          >
            {message.attempts}
          </Box>
        )}
      />
      <DataTable.Col<Row>
        source="createdAt"
        sx={wide}
        label="Queued"
        render={(message) => <InstantText at={message.createdAt} />}
      />
      <DataTable.Col<Row>
        source="recordedBy"
        sx={wide}
        label="Queued by"
        disableSort
        render={(message) => message.recordedBy}
      />
      <ActionColumn<Row> label="Actions" render={(message) => <MessageMenu message={message} />} />
    </DataTable>
  );
}

function Standing({ message: { status, error } }: { message: Row }) {
  return <StatusChip status={status} {...(error ? { title: error } : {})} />;
}

/**
 * The subject as the way in, what went wrong under it, and on a phone what its hidden columns
 * would say.
 */
function Subject({ message, customer }: { message: Row; customer: boolean }) {
  return (
    <Box sx={{ minWidth: { xs: 130, md: 180 }, maxWidth: '46ch' }}>
      <RowLink to={`/messages/${message.id}/show`} sx={{ fontWeight: 600 }}>
        {titleOf(message)}
      </RowLink>
      {message.error && message.status !== 'HELD' && (
        <Box
          title={message.error}
          sx={{ ...twoLines, color: message.status === 'FAILED' ? 'error.main' : 'text.secondary' }}
        >
          {message.error}
        </Box>
      )}
      <Box
        sx={{
          display: { md: 'none' },
          color: 'text.secondary',
          fontSize: '0.8125rem',
          overflowWrap: 'anywhere',
        }}
      >
        {customer && message.customer && <Box>{message.customer.name}</Box>}
        {message.to}
        <OnPhone>
          <Box sx={{ marginBlockStart: 0.5 }}>
            <Standing message={message} />
          </Box>
        </OnPhone>
      </Box>
    </Box>
  );
}

/** Mail servers are wordy; the rest is on the message's page. */
const twoLines = {
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
} as const;
