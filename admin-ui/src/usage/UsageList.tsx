import { useState } from 'react';
import { Button } from '@mui/material';
import { DateInput, SearchInput, SelectInput, useListContext } from 'react-admin';
import type { UsageRowFragment } from '../generated/graphql.ts';
import { EmptyState, SelectionBar, useCan, useChosenRows } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';
import { RateDialog } from './RateDialog.tsx';
import { UploadDialog } from './UploadDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import { UsageTable, usageSkeleton } from './UsageTable.tsx';
import { states } from './words.ts';

const filters = [
  <SelectInput key="state" source="state" label="State" alwaysOn choices={states} />,
  <SearchInput key="kind" source="kind" alwaysOn placeholder="Kind, in full" />,
  <DateInput key="from" source="from" label="Used from" alwaysOn />,
  <DateInput key="to" source="to" label="Used to" alwaysOn />,
  <SearchInput key="sourceId" source="sourceId" placeholder="Source id, in full" />,
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
        selection={mayWrite && <Chosen />}
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

/** Gives the ticked records a price, or all of their kind; or withdraws them. */
function Chosen() {
  const { rows, pending, clear } = useChosenRows<UsageRowFragment>();
  const { refetch } = useListContext();
  const [doing, setDoing] = useState<'rate' | 'withdraw' | null>(null);
  const unrated = rows.filter(({ state }) => state === 'UNRATED');
  const left = rows.filter(({ state }) => state === 'UNRATED' || state === 'OPEN');
  const close = () => setDoing(null);
  const done = () => {
    clear();
    void refetch();
  };
  return (
    <SelectionBar one="record" many="records">
      <Button
        variant="outlined"
        color="error"
        disabled={pending || left.length === 0}
        onClick={() => setDoing('withdraw')}
      >
        {left.length || pending ? 'Withdraw them' : 'None can be withdrawn: billed or withdrawn'}
      </Button>
      <Button
        variant="contained"
        disabled={pending || unrated.length === 0}
        onClick={() => setDoing('rate')}
      >
        {unrated.length || pending ? 'Give them a price' : 'None waits for a price'}
      </Button>
      {doing === 'rate' && <RateDialog records={unrated} onClose={close} onRated={done} />}
      {doing === 'withdraw' && <WithdrawDialog records={rows} onClose={close} onWithdrawn={done} />}
    </SelectionBar>
  );
}
