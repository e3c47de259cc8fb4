import { Alert, AlertTitle, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';
import { AlikeCustomer } from './AlikeCustomer.tsx';
import { DuplicatesQuery } from './api.ts';
import { useTellApart } from './useTellApart.ts';
import { sayReasons } from './words.ts';

/** More than anybody looks at beside a customer; those that follow come when these are told apart. */
const SHOWN = 3;

/** Who else a customer may be, beside it; nothing where nobody is alike. */
export function DuplicatesNotice({ customer }: { customer: CustomerDetailFragment }) {
  const mayWrite = useCan('customers:write');
  const tellApart = useTellApart();
  const { data } = useQuery({
    queryKey: ['customers', 'duplicates', 'of', customer.id],
    queryFn: async () =>
      (await request(DuplicatesQuery, { customerId: customer.id, first: SHOWN }))
        .duplicateCandidates,
  });
  if (!data || data.length === 0) return null;
  return (
    <Alert
      severity="info"
      variant="outlined"
      role="status"
      sx={{ marginBlockEnd: 2, '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
    >
      <AlertTitle>May be entered twice</AlertTitle>
      <Box
        component="ul"
        aria-label="May be the same"
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1.5 }}
      >
        {data.map(({ other, reasons }) => (
          <Box
            component="li"
            key={other.id}
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
          >
            <Box sx={{ flex: '1 1 24ch', minWidth: 0 }}>
              <AlikeCustomer customer={other} />
              <Box>{sayReasons(reasons)}</Box>
            </Box>
            {mayWrite && (
              <Button
                size="small"
                variant="outlined"
                color="inherit"
                aria-label={`Not the same as ${other.name}`}
                disabled={tellApart.isPending}
                onClick={() => tellApart.mutate({ customerId: customer.id, otherId: other.id })}
              >
                Not the same
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </Alert>
  );
}
