import { Suspense, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, Link } from '@mui/material';
import { isPositive } from '@backhaul/domain/money/decimals';
import { sayMethod } from '../customers/index.ts';
import { request } from '../api/client.ts';
import { EditableFields } from '../fields/index.ts';
import type { CreditNoteDetailFragment } from '../generated/graphql.ts';
import { LinesTable } from '../invoices/index.ts';
import { DateText, Figure, Figures, InstantText, Money, StatusChip, useCan } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { WhereItWent } from '../kit/show/WhereItWent.tsx';
import { DocumentMenu } from '../printing/index.ts';
import { creditNoteParts } from './slots.ts';
import { UpdateCreditNoteDetails } from './api.ts';
import { RefundNoteDialog } from './RefundNoteDialog.tsx';

type Note = CreditNoteDetailFragment;
const back = { label: 'Credit notes', to: '/credit-notes' };

/** One credit note: what it gives back, and where that went. */
export function CreditNoteShow() {
  const mayWrite = useCan('credit-notes:write');
  const parts = useSlot(creditNoteParts);
  return (
    <ShowPage
      kind="credit note"
      back={back}
      asked={useRecord<Note>('credit-notes')}
      width={860}
      head={(note) => ({
        title: `Credit note ${note.number}`,
        aside: <StatusChip status={note.status} />,
        actions: <Actions note={note} />,
      })}
    >
      {(note) => (
        <>
          <Details note={note} />
          <EditableFields
            entity="CREDIT_NOTE"
            partnerId={note.partner.id}
            values={note.customFields}
            of={`credit note ${note.number}`}
            mayWrite={mayWrite}
            save={(customFields) => request(UpdateCreditNoteDetails, { id: note.id, customFields })}
          />
          <Suspense fallback={null}>
            {parts.map((Part, index) => (
              <Part key={index} note={note} />
            ))}
          </Suspense>
        </>
      )}
    </ShowPage>
  );
}

function Actions({ note }: { note: Note }) {
  const [refunding, setRefunding] = useState(false);
  return (
    <>
      <DocumentMenu
        title={`Credit note ${note.number}`}
        document={{ kind: 'credit-notes', id: note.id }}
      />
      {isPositive(note.refundable ?? '0') && (
        <Button variant="contained" onClick={() => setRefunding(true)}>
          Refund
        </Button>
      )}
      {refunding && <RefundNoteDialog note={note} onClose={() => setRefunding(false)} />}
    </>
  );
}

function Details({ note }: { note: Note }) {
  return (
    <Card
      sx={{
        padding: { xs: 2, sm: 3 },
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 3,
      }}
    >
      <Figures>
        <Figure label="Total">
          <Money amount={note.total} currency={note.currency} inline strong />
        </Figure>
        <Figure label="Customer">
          <Link component={RouterLink} to={`/customers/${note.customer.id}/show`}>
            {note.customer.name}
          </Link>
        </Figure>
        <Figure label="Date">
          <DateText date={note.documentDate} weekday />
        </Figure>
        <Figure label="For invoice">
          {note.invoice ? (
            <Link component={RouterLink} to={`/invoices/${note.invoice.id}/show`}>
              {note.invoice.number}
            </Link>
          ) : (
            'none'
          )}
        </Figure>
      </Figures>
      <Box sx={{ overflowWrap: 'anywhere' }}>{note.reason}</Box>
      <Box sx={{ overflowX: 'auto', marginInline: { xs: -2, sm: 0 } }}>
        <LinesTable lines={note.lines} currency={note.currency} label="What is credited" />
      </Box>
      <WhereItWent
        title="Where it went"
        of={note}
        sayMethod={sayMethod}
        rest={
          isPositive(note.left)
            ? { what: 'On the balance, for later invoices', amount: note.left }
            : null
        }
      />
      <Box sx={{ color: 'text.secondary' }}>
        Issued <InstantText at={note.createdAt} /> by {note.recordedBy}
      </Box>
    </Card>
  );
}
