import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, Link } from '@mui/material';
import { countryName } from '@backhaul/design';
import type { CustomerDetailFragment } from '../../generated/graphql.ts';
import { CustomFieldFacts } from '../../fields/index.ts';
import { kinds } from '../CustomerForm.tsx';
import { VatNumber } from './VatNumber.tsx';
import { DateText, useCan, useSentenceLocale } from '../../kit/index.ts';

/** Contact, address and login, then what the partner asks beyond that. */
export function CustomerProfile({ customer }: { customer: CustomerDetailFragment }) {
  const mayEdit = useCan('customers:write');
  const mayLogin = useCan('customers:credentials');
  const locale = useSentenceLocale();
  const address = linesOf({ ...customer, name: null }, locale);
  const none = (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      not given
    </Box>
  );
  const facts: [label: string, value: React.ReactNode, key?: string][] = [
    [
      'E-mail',
      customer.email ? <Link href={`mailto:${customer.email}`}>{customer.email}</Link> : none,
    ],
    ['Phone', customer.phone ? <Link href={`tel:${customer.phone}`}>{customer.phone}</Link> : none],
    ['Address', address.length > 0 ? address.map((row) => <Box key={row}>{row}</Box>) : none],
    ...customer.addresses
      .filter(({ kind }) => kind !== 'MAIN')
      .map(({ id, kind, ...rest }): [string, React.ReactNode, string] => [
        kind === 'BILLING' ? 'Billed to' : 'Served at',
        linesOf(rest, locale).map((row) => <Box key={row}>{row}</Box>),
        id,
      ]),
    ['Kind', kinds.find(({ value }) => value === customer.kind)?.label ?? customer.kind],
    ...(customer.taxNumber ? [['Tax number', customer.taxNumber] as [string, string]] : []),
    ...(customer.vatId
      ? [['VAT number', <VatNumber key="vat" customer={customer} />] as [string, React.ReactNode]]
      : []),
    ...(customer.registrationNumber
      ? [['Registration number', customer.registrationNumber] as [string, string]]
      : []),
    ...(mayLogin ? [['Login', customer.login ?? none] as [string, React.ReactNode]] : []),
    ['Customer since', <DateText key="since" date={customer.createdOn} />],
    ['Currency', customer.currency],
  ];
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760 }}>
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 2 }}>
        <Box
          component="dl"
          sx={{
            margin: 0,
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr)' },
            rowGap: { xs: 0.25, sm: 1.5 },
          }}
        >
          {facts.map(([label, value, key]) => (
            <Box key={key ?? label} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {label}
              </Box>
              <Box
                component="dd"
                sx={{ margin: 0, marginBlockEnd: { xs: 1.5, sm: 0 }, overflowWrap: 'anywhere' }}
              >
                {value}
              </Box>
            </Box>
          ))}
        </Box>
        {mayEdit && (
          <Box>
            <Button variant="outlined" component={RouterLink} to={`/customers/${customer.id}`}>
              {mayLogin ? 'Edit contact and login' : 'Edit contact'}
            </Button>
          </Box>
        )}
      </Card>
      <CustomFieldFacts
        entity="CUSTOMER"
        partnerId={customer.partner.id}
        values={customer.customFields}
      />
    </Box>
  );
}

/** An address, line by line. */
function linesOf(
  address: Record<'street' | 'zip' | 'city' | 'country', string | null> & { name: string | null },
  locale: string,
): string[] {
  const place = [address.zip, address.city].filter(Boolean).join(' ');
  const country = address.country && countryName(address.country, locale);
  return [address.name, address.street, place, country].filter((row): row is string =>
    Boolean(row),
  );
}
