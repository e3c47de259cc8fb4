import { Fragment } from 'react';
import { Box } from '@mui/material';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { ActionColumn, InstantText, PartnerName, StatusChip, TickColumn } from '../kit/index.ts';
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
    <RecordTable<Row>
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
      <Column<Row>
        source="subject"
        sx={{ minWidth: 180, maxWidth: '46ch' }}
        card="name"
        label="Subject"
        render={(message) => (
          <RowLink to={`/messages/${message.id}/show`} sx={{ fontWeight: 600 }}>
            {titleOf(message)}
          </RowLink>
        )}
        under={(message) => <Failure message={message} />}
      />
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        render={(message) => <Standing message={message} />}
      />
      <Column<Row> source="kind" label="Kind" render={(message) => sayKind(message.kind)} />
      <Column<Row>
        source="channel"
        label="Channel"
        render={(message) => sayChannel(message.channel)}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
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
      <Column<Row>
        source="to"
        card="line"
        label="To"
        disableSort
        render={(message) => <Address of={message.to} />}
      />
      <Column<Row>
        source="partner"
        label="Partner"
        disableSort
        render={(message) => <PartnerName partner={message.partner} />}
      />
      <Column<Row>
        source="sendAfter"
        card="fact"
        label="When"
        render={(message) => (
          <Box sx={{ whiteSpace: { md: 'nowrap' } }}>
            <When message={message} />
          </Box>
        )}
      />
      <Column<Row>
        source="attempts"
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
      <Column<Row>
        source="createdAt"
        label="Queued"
        render={(message) => <InstantText at={message.createdAt} />}
      />
      <Column<Row>
        source="recordedBy"
        label="Queued by"
        disableSort
        render={(message) => message.recordedBy}
      />
      <ActionColumn<Row> label="Actions" render={(message) => <MessageMenu message={message} />} />
    </RecordTable>
  );
}

function Standing({ message: { status, error } }: { message: Row }) {
  return <StatusChip status={status} {...(error ? { title: error } : {})} />;
}

/** What went wrong. */
function Failure({ message }: { message: Row }) {
  return (
    message.error &&
    message.status !== 'HELD' && (
      <Box
        title={message.error}
        sx={{ ...twoLines, color: message.status === 'FAILED' ? 'error.main' : 'text.secondary' }}
      >
        {message.error}
      </Box>
    )
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

/** An address breaks where people would break it: before the @ and after dots, and elsewhere only if it must. */
function Address({ of: to }: { of: string | null }) {
  return (
    <Box
      component="span"
      sx={{ overflowWrap: { xs: 'anywhere', md: 'break-word' }, minWidth: { md: 'min-content' } }}
    >
      {to?.split(/(?=@)|(?<=\.)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </Box>
  );
}
