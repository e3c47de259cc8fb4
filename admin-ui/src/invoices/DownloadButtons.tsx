import { useState } from 'react';
import { Button } from '@mui/material';
import { useListContext } from 'react-admin';
import { apiFilter } from '../api/dataProvider.ts';
import type { InvoiceRowFragment } from '../generated/graphql.ts';
import { useScopeFilter } from '../kit/scope/partnerScope.ts';
import { DownloadDialog } from '../printing/index.ts';

/** The PDFs of the invoices that are ticked, as one file. */
export function DownloadChosen() {
  const { selectedIds, data } = useListContext<InvoiceRowFragment>();
  // drafts are ticked to be approved
  const drafts = data?.some(({ id, status }) => status === 'DRAFT' && selectedIds.includes(id));
  const [ids, setIds] = useState<string[] | null>(null);
  return (
    <>
      <Button
        variant={drafts ? 'outlined' : 'contained'}
        onClick={() => setIds(selectedIds.map(String))}
      >
        Download PDFs
      </Button>
      {ids && <DownloadDialog chosen={{ invoiceIds: ids }} onClose={() => setIds(null)} />}
    </>
  );
}

/** The PDFs of everything the list's filters find, whatever page is open. */
export function DownloadFound() {
  const { filterValues, total } = useListContext();
  const scope = useScopeFilter();
  const [asking, setAsking] = useState(false);
  const filter = apiFilter({}, { ...(filterValues as Record<string, unknown>), ...scope });
  const narrowed = Object.keys(filter).some((key) => key !== 'partnerId');
  return (
    <>
      <Button variant="outlined" disabled={!total} onClick={() => setAsking(true)}>
        Download PDFs
      </Button>
      {asking && (
        <DownloadDialog
          chosen={{ filter }}
          which={narrowed ? 'that the filters find' : ''}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
