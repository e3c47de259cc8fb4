import { useState } from 'react';
import { Button } from '@mui/material';
import { AutocompleteInput, ReferenceInput, SelectInput } from 'react-admin';
import { statusLook } from '@backhaul/design';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { EmptyState, ListPage, SelectionBar, useCan, useChosenRows } from '../kit/index.ts';
import { actionNames, actions, canBe, type MessageAction } from './actions.ts';
import { ActDialog } from './ActDialog.tsx';
import { HeldNotice } from './HeldNotice.tsx';
import { MessageTable, messageSkeleton } from './MessageTable.tsx';
import { useLiveOutbox } from './useLiveOutbox.ts';
import { channels, kinds, statuses } from './words.ts';

const filters = [
  <SelectInput
    key="status"
    source="status"
    label="Status"
    alwaysOn
    choices={statuses.map((id) => ({ id, name: statusLook(id).label }))}
  />,
  <SelectInput key="kind" source="kind" label="Kind" alwaysOn choices={[...kinds]} />,
  <SelectInput key="channel" source="channel" label="Channel" alwaysOn choices={[...channels]} />,
  <ReferenceInput key="customer" source="customerId" reference="customers">
    <AutocompleteInput
      label="Customer"
      optionText={(customer: { name: string; number: number }) =>
        `${customer.name} #${customer.number}`
      }
    />
  </ReferenceInput>,
  <ReferenceInput key="invoice" source="invoiceId" reference="invoices">
    <AutocompleteInput
      label="Invoice"
      optionText={(invoice: { number: string | null }) => invoice.number ?? 'Draft'}
    />
  </ReferenceInput>,
  <ReferenceInput key="partner" source="partnerId" reference="partners">
    <AutocompleteInput label="Partner" optionText="name" />
  </ReferenceInput>,
];

/** Everything that went out, is to go, or could not: it moves while you look. */
export function MessageList() {
  useLiveOutbox();
  const mayWrite = useCan('messages:write');
  return (
    <ListPage
      title="Outbox"
      description="What customers and users are written: by itself after invoices and payments, or by somebody here."
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      skeleton={messageSkeleton}
      summary={<HeldNotice />}
      selection={mayWrite && <ChosenMessages />}
      empty={
        <EmptyState title="Nothing has been sent yet">
          Issuing an invoice or recording a payment puts a message to the customer here. When it
          goes out is in Settings, Notifications.
        </EmptyState>
      }
    >
      <MessageTable selectable={mayWrite} />
    </ListPage>
  );
}

/** What can be done with all that are ticked. */
function ChosenMessages() {
  const { rows, pending, clear } = useChosenRows<MessageRowFragment>();
  const [open, setOpen] = useState<MessageAction | null>(null);
  return (
    <SelectionBar one="message" many="messages">
      {actionNames.map((action) => (
        <Button
          key={action}
          variant="outlined"
          disabled={pending || !rows.some((row) => canBe(action, row))}
          {...(actions[action].danger ? { color: 'error' } : {})}
          onClick={() => setOpen(action)}
        >
          {actions[action].label}
        </Button>
      ))}
      {open && (
        <ActDialog action={open} messages={rows} onClose={() => setOpen(null)} onDone={clear} />
      )}
    </SelectionBar>
  );
}
