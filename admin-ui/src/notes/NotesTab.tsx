import { useState } from 'react';
import { Box, Card } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, EmptyState, ErrorState, useCan } from '../kit/index.ts';
import { NotesQuery } from './api.ts';
import { NoteCard } from './NoteCard.tsx';
import { NoteForm } from './NoteForm.tsx';

const NOTES_MAX = 200;

/** The notes about a customer, the pinned ones first, and a place to write another one. */
export function NotesTab({ customer }: { customer: CustomerDetailFragment }) {
  const mayWrite = useCan('customers:write');
  const client = useQueryClient();
  const [written, setWritten] = useState(0);
  const queryKey = ['customers', 'notes', customer.id];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () =>
      (await request(NotesQuery, { id: customer.id, first: NOTES_MAX })).customer.notes,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The notes could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data)
    return (
      <Card sx={{ padding: 2, maxWidth: 760 }}>
        <BlockSkeleton lines={4} />
      </Card>
    );
  const changed = () => void client.invalidateQueries({ queryKey });
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {mayWrite && (
        <NoteForm
          key={written}
          customerId={customer.id}
          note={null}
          onSaved={() => {
            setWritten(written + 1);
            changed();
          }}
        />
      )}
      {data.length === 0 ? (
        <EmptyState title="No notes yet">
          What was agreed with {customer.name}, or what the next colleague should know. Customers
          never see notes.
        </EmptyState>
      ) : (
        <Card component="ul" aria-label="Notes" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data.map((note) => (
            <NoteCard
              key={note.id}
              customerId={customer.id}
              note={note}
              mayWrite={mayWrite}
              onChanged={changed}
            />
          ))}
        </Card>
      )}
      {data.length === NOTES_MAX && (
        <Box sx={{ color: 'text.secondary' }}>These are the latest {NOTES_MAX}.</Box>
      )}
    </Box>
  );
}
