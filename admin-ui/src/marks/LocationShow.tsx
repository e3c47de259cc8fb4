import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Link } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import type { LocationQuery } from '../generated/graphql.ts';
import { CustomFieldFacts } from '../fields/index.ts';
import { Facts, useCan, useLocale } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { LocationDialog } from './LocationDialog.tsx';
import { customersAt } from './links.ts';
import { sayKind } from './words.ts';

type Location = LocationQuery['location'];

const back = { label: 'Labels and locations', to: '/settings/labels' };

/** One location: where it is, and who is there. */
export function LocationShow() {
  const asked = useRecord<Location>('locations');
  const mayWrite = useCan('locations:write');
  const notify = useNotify();
  const [changing, setChanging] = useState(false);
  return (
    <ShowPage
      kind="location"
      back={back}
      asked={asked}
      width={760}
      head={(location) => ({
        title: location.name,
        description: `${sayKind(location.kind)} of ${
          location.fromAbove ? 'a partner above' : location.partner.name
        }`,
        actions: mayWrite && !location.fromAbove && (
          <Button variant="outlined" onClick={() => setChanging(true)}>
            Change location
          </Button>
        ),
      })}
    >
      {(location) => (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <LocationFacts location={location} />
          <CustomFieldFacts
            entity="LOCATION"
            partnerId={location.partner.id}
            values={location.customFields}
          />
          {changing && (
            <LocationDialog
              partner={location.partner}
              location={location}
              onClose={() => setChanging(false)}
              onSaved={(name) => {
                notify(`${name} is changed`);
                setChanging(false);
              }}
            />
          )}
        </Box>
      )}
    </ShowPage>
  );
}

function LocationFacts({ location }: { location: Location }) {
  const locale = useLocale();
  const { number, parent, address, lat, lon, customerCount } = location;
  return (
    <Facts
      title="Location"
      facts={[
        ['Number', String(number)],
        ...(parent
          ? [
              [
                'Lies in',
                <Link key="parent" component={RouterLink} to={`/locations/${parent.id}/show`}>
                  {parent.name}
                </Link>,
              ] as const,
            ]
          : []),
        ['Address', address],
        ['Point', lat === null || lon === null ? null : `${lat}, ${lon}`],
        ...(customerCount === undefined
          ? []
          : [
              [
                'Customers',
                <Link key="customers" component={RouterLink} to={customersAt(location.id)}>
                  {formatNumber(customerCount, locale)}
                </Link>,
              ] as const,
            ]),
      ]}
    />
  );
}
