import { useState } from 'react';
import { Button } from '@mui/material';
import { DateInput, SearchInput, SelectInput, useListContext } from 'react-admin';
import type { UsageRowFragment } from '../generated/graphql.ts';
import { EmptyState, SelectionBar, useCan, useChosenRows } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';
import { RateDialog } from './RateDialog.tsx';
import { UploadDialog } from './UploadDialog.tsx';
import { UsageTable, usageSkeleton } from './UsageTable.tsx';
import { states } from './words.ts';

const filters = [
  <SelectInput key="state" source="state" label="State" alwaysOn choices={states} />,
  <SearchInput key="kind" source="kind" alwaysOn placeholder="Kind, exactly" />,
  <DateInput key="from" source="from" label="Used from" alwaysOn />,
  <DateInput key="to" source="to" label="Used to" alwaysOn />,
  <SearchInput key="sourceId" source="sourceId" placeholder="Source id, exactly" />,
];

/** Every record of what was used; those without a price get one here. */
export function UsageList() {
  const mayWrite = useCan('usage:write');
  const [uploading, setUploading] = useState(false);
  const upload = mayWrite && (
    <Button variant="contained" onClick={() => setUploading(true)}>
      Upload usage
    </Button>
  );
  return (
    <>
      <ListPage
        title="Usage"
        description="Calls, messages and data. What has a price is billed after its period; what has none is billed by nobody."
        sort={{ field: 'at', order: 'DESC' }}
        filters={filters}
        actions={upload}
        skeleton={usageSkeleton}
        selection={mayWrite && <RateChosen />}
        empty={
          <EmptyState title="No usage yet" action={upload || undefined}>
            Records of calls, messages or data come by the API, or as a CSV file. Each is billed
            once, with the first invoice after its period.
          </EmptyState>
        }
      >
        <UsageTable selectable={mayWrite} />
      </ListPage>
      {uploading && <UploadDialog onClose={() => setUploading(false)} />}
    </>
  );
}

/** Gives the ticked records a price, or all of their kind. */
function RateChosen() {
  const { rows, pending, clear } = useChosenRows<UsageRowFragment>();
  const { refetch } = useListContext();
  const [rating, setRating] = useState(false);
  const unrated = rows.filter(({ unitPrice }) => unitPrice === null);
  return (
    <SelectionBar one="record" many="records">
      <Button
        variant="contained"
        disabled={pending || unrated.length === 0}
        onClick={() => setRating(true)}
      >
        {unrated.length || pending ? 'Give them a price' : 'All of them have a price'}
      </Button>
      {rating && (
        <RateDialog
          records={unrated}
          onClose={() => setRating(false)}
          onRated={() => {
            clear();
            void refetch();
          }}
        />
      )}
    </SelectionBar>
  );
}
