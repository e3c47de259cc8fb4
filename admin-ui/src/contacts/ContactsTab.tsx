import { useState } from 'react';
import { Box, Button, Card } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { ContactShownFragment, CustomerDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, EmptyState, ErrorState, useCan } from '../kit/index.ts';
import { RemoveDialog } from '../kit/form/RemoveDialog.tsx';
import { ContactsQuery, RemoveContact } from './api.ts';
import { ContactCard } from './ContactCard.tsx';
import { ContactDialog } from './ContactDialog.tsx';

type Contact = ContactShownFragment;
type Open = { what: 'edit'; contact: Contact | null } | { what: 'remove'; contact: Contact };

/** The contacts of a customer: whom one speaks to, how, and what each is sent. */
export function ContactsTab({ customer }: { customer: CustomerDetailFragment }) {
  const mayWrite = useCan('customers:write');
  const client = useQueryClient();
  const notify = useNotify();
  const [open, setOpen] = useState<Open | null>(null);
  const queryKey = ['customers', 'contacts', customer.id];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () => (await request(ContactsQuery, { id: customer.id })).customer,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The contacts could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data)
    return (
      <Card sx={{ padding: 2, maxWidth: 760 }}>
        <BlockSkeleton lines={4} />
      </Card>
    );
  const add = mayWrite && (
    <Button variant="outlined" onClick={() => setOpen({ what: 'edit', contact: null })}>
      New contact
    </Button>
  );
  const done = (words: string) => {
    notify(words, { type: 'success' });
    void client.invalidateQueries({ queryKey });
    setOpen(null);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {data.contacts.length === 0 ? (
        <EmptyState title="No contacts yet" action={add || undefined}>
          A contact is somebody one speaks to at {customer.name}, such as its bookkeeper. Invoices
          and reminders go to the contacts that get them; without any, to{' '}
          {data.email ?? 'the e-mail of the customer'}.
        </EmptyState>
      ) : (
        <>
          <Goes contacts={data.contacts} email={data.email ?? null} />
          <Card
            component="ul"
            aria-label="Contacts"
            sx={{ listStyle: 'none', margin: 0, padding: 0 }}
          >
            {data.contacts.map((contact) => (
              <ContactCard
                key={contact.id}
                contact={contact}
                partnerId={customer.partner.id}
                onChange={mayWrite ? () => setOpen({ what: 'edit', contact }) : null}
                onRemove={() => setOpen({ what: 'remove', contact })}
              />
            ))}
          </Card>
          {add && <Box>{add}</Box>}
        </>
      )}
      {open?.what === 'edit' && (
        <ContactDialog
          customer={customer}
          contact={open.contact}
          onClose={() => setOpen(null)}
          onSaved={(name) => done(`${name} is ${open.contact ? 'changed' : 'added'}`)}
        />
      )}
      {open?.what === 'remove' && (
        <RemoveDialog
          title={`Remove ${open.contact.name}`}
          what="contact"
          remove={() => request(RemoveContact, { id: open.contact.id })}
          onClose={() => setOpen(null)}
          onRemoved={() => done(`${open.contact.name} is removed`)}
        >
          {open.contact.name} gets nothing more that is queued from now on. What was queued before
          still goes. This cannot be undone.
        </RemoveDialog>
      )}
    </Box>
  );
}

/** Where what nobody gets goes, as long as that is not plain from the list. */
function Goes({ contacts, email }: { contacts: readonly Contact[]; email: string | null }) {
  const reached = contacts.some(
    ({ topics, emails }) => topics.includes('INVOICES') && emails.length > 0,
  );
  return (
    <Box sx={{ color: 'text.secondary' }}>
      {reached
        ? 'Invoices go to the contacts that get them, and to nobody else.'
        : email
          ? `No contact gets invoices: they go to ${email}.`
          : 'No contact gets invoices, and the customer has no e-mail address: they are not mailed.'}
    </Box>
  );
}
