import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { MarksQuery as Marks } from '../generated/graphql.ts';
import { Card } from '@mui/material';
import { EmptyState, ErrorState, PageHeader, TableSkeleton, useCan } from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { usePartnerScope } from '../kit/scope/partnerScope.ts';
import { MarksQuery, RemoveLabel, RemoveLocation } from './api.ts';
import { LabelDialog } from './LabelDialog.tsx';
import { LocationDialog } from './LocationDialog.tsx';
import { LabelsTable, LocationsTable } from './MarksTables.tsx';
import { RemoveDialog } from '../kit/form/RemoveDialog.tsx';

type Label = Marks['labels'][number];
type Location = Marks['locations'][number];
type Open =
  | { what: 'label'; label: Label | null }
  | { what: 'location'; location: Location | null }
  | { what: 'remove label'; label: Label }
  | { what: 'remove location'; location: Location };

/** The labels and locations for the customers of the partner switch: its own, and those of partners above. */
export function MarksPage() {
  const mayRead = useCan('labels:read');
  const mayLabel = useCan('labels:write');
  const mayLocate = useCan('locations:write');
  const { partner } = usePartnerScope();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['labels', 'page', partner?.id],
    queryFn: () => request(MarksQuery, { partnerId: partner?.id ?? null }),
    enabled: mayRead && partner !== null,
  });
  if (!mayRead) return <NoAccess />;
  const newLabel = mayLabel && (
    <Button variant="contained" onClick={() => setOpen({ what: 'label', label: null })}>
      New label
    </Button>
  );
  const newLocation = mayLocate && (
    <Button variant="outlined" onClick={() => setOpen({ what: 'location', location: null })}>
      New location
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 900 }}>
      <PageHeader
        title="Labels and locations"
        description="They belong to a partner, and are for its customers and those of everything below it."
        back={{ label: 'Settings', to: '/settings' }}
        actions={
          data && (
            <>
              {data.locations.length > 0 && newLocation}
              {data.labels.length > 0 && newLabel}
            </>
          )
        }
      />
      {error && (
        <ErrorState
          error={error}
          what="Labels and locations could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && (
        <Card>
          <TableSkeleton columns={[{ width: 20 }, { width: 20 }, { width: 10 }]} rows={4} />
        </Card>
      )}
      {data && (
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {data.labels.length === 0 ? (
            <EmptyState title="No labels yet" action={newLabel || undefined}>
              A label marks customers, such as “Key account” or “Pays by debit”; lists are filtered
              by it. A customer can have several.
            </EmptyState>
          ) : (
            <LabelsTable
              labels={data.labels}
              ownId={partner?.id}
              onChange={mayLabel ? (label) => setOpen({ what: 'label', label }) : null}
              onRemove={(label) => setOpen({ what: 'remove label', label })}
            />
          )}
          {data.locations.length === 0 ? (
            <EmptyState title="No locations yet" action={newLocation || undefined}>
              A location says where customers are, such as a town or a mast. A customer has one, and
              its number can stand in the numbers of documents.
            </EmptyState>
          ) : (
            <LocationsTable
              locations={data.locations}
              ownId={partner?.id}
              onChange={mayLocate ? (location) => setOpen({ what: 'location', location }) : null}
              onRemove={(location) => setOpen({ what: 'remove location', location })}
            />
          )}
        </Box>
      )}
      {open && partner && (
        <Dialogs
          open={open}
          partner={partner}
          onDone={() => void refetch()}
          close={() => setOpen(null)}
        />
      )}
    </Box>
  );
}

interface DialogsProps {
  open: Open;
  partner: { id: string; name: string };
  onDone: () => void;
  close: () => void;
}

/** The dialog that is open, and what is said when it is done. */
function Dialogs({ open, partner, onDone, close }: DialogsProps) {
  const notify = useNotify();
  const done = (words: string) => {
    notify(words);
    onDone();
    close();
  };
  switch (open.what) {
    case 'label':
      return (
        <LabelDialog
          partner={partner}
          label={open.label}
          onClose={close}
          onSaved={(name) => done(`${name} is ${open.label ? 'changed' : 'created'}`)}
        />
      );
    case 'location':
      return (
        <LocationDialog
          partner={partner}
          location={open.location}
          onClose={close}
          onSaved={(name) => done(`${name} is ${open.location ? 'changed' : 'created'}`)}
        />
      );
    case 'remove label':
      return (
        <RemoveDialog
          title={`Remove ${open.label.name}`}
          what="label"
          remove={() => request(RemoveLabel, { id: open.label.id })}
          onClose={close}
          onRemoved={() => done(`${open.label.name} is removed`)}
        >
          {open.label.customerCount
            ? 'The customers that have it lose it. This cannot be undone.'
            : 'No customer has it.'}
        </RemoveDialog>
      );
    case 'remove location':
      return (
        <RemoveDialog
          title={`Remove ${open.location.name}`}
          what="location"
          remove={() => request(RemoveLocation, { id: open.location.id })}
          onClose={close}
          onRemoved={() => done(`${open.location.name} is removed`)}
        >
          It can be removed once no customer and no other location is in it.
        </RemoveDialog>
      );
  }
}
