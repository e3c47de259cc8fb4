import { Alert, AlertTitle, Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { NewCustomer } from '../customers/index.ts';
import { useRested } from '../kit/useRested.ts';
import { AlikeCustomer } from './AlikeCustomer.tsx';
import { AlikeCustomersQuery } from './api.ts';
import { sayReasons } from './words.ts';

/** Who is there already and may be who is typed, said before it is saved; it may be saved all the same. */
export function AlikeNotice({ values, partnerId }: NewCustomer) {
  const { name, email, phone, taxNumber, vatId, street, zip, city } = values;
  const asked = useRested({
    name,
    email,
    phone,
    taxNumber,
    vatId,
    street,
    zip,
    city,
    partnerId,
  });
  const { data } = useQuery({
    queryKey: ['customers', 'alike', asked],
    queryFn: async () => (await request(AlikeCustomersQuery, { input: asked })).alikeCustomers,
    enabled: Boolean(
      asked.email || asked.phone || asked.taxNumber || asked.vatId || (asked.name && asked.street),
    ),
  });
  if (!data || data.length === 0) return null;
  return (
    <Alert
      severity="warning"
      variant="outlined"
      role="status"
      sx={{ '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
    >
      <AlertTitle>Is this customer there already?</AlertTitle>
      <Box
        component="ul"
        aria-label="Customers alike"
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1.5 }}
      >
        {data.map(({ customer, reasons }) => (
          <Box component="li" key={customer.id}>
            <AlikeCustomer customer={customer} aside />
            <Box>{sayReasons(reasons)}</Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ marginBlockStart: 1.5, color: 'text.secondary' }}>
        If it is somebody else, add the customer all the same.
      </Box>
    </Alert>
  );
}
