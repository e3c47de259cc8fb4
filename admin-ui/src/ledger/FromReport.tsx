import { Alert, Button } from '@mui/material';
import { useListContext } from 'react-admin';

/** What figures of reports are told apart by, and no filter of the list shows. */
const TOLD = [
  'countsIn',
  'servedFrom',
  'partnerOnly',
  'customerId',
  'labels',
  'tariffKind',
  'taxRate',
  'methods',
  'takenBy',
  'without',
  'customerFields',
  'serviceFields',
  'tariffFields',
];

/** Says that a figure of a report opened the list, and leads to the whole of it. */
export function FromReport() {
  const { filterValues, setFilters } = useListContext();
  const narrowed = TOLD.some((key) => (filterValues as Record<string, unknown>)[key] !== undefined);
  if (!narrowed) return null;
  return (
    <Alert
      severity="info"
      sx={{ marginBlockEnd: 2 }}
      action={
        <Button color="inherit" size="small" onClick={() => setFilters({}, {})}>
          Show all entries
        </Button>
      }
    >
      Only what adds up to a figure of a report.
    </Alert>
  );
}
