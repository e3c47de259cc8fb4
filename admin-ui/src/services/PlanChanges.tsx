import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { DateText } from '../kit/index.ts';
import type { Service } from './api.ts';
import { PlannedChanges } from './PlannedChanges.tsx';

/** What a service was before and what follows it, and what is planned, with taking that back. */
export function PlanChanges({ service }: { service: Service }) {
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      {service.planChanges
        .filter(({ status }) => status !== 'PLANNED')
        .map((change) => {
          const followed = change.from.id === service.id;
          const other = followed ? change.to : change.from;
          return (
            <Box
              key={change.id}
              sx={change.status === 'CANCELLED' ? { color: 'text.secondary' } : {}}
            >
              {followed ? 'To ' : 'From '}
              {other ? (
                <Link component={RouterLink} to={`/services/${other.id}/show`}>
                  {other.description}
                </Link>
              ) : (
                change.tariff.name
              )}{' '}
              on <DateText date={change.date} />
              {change.status === 'CANCELLED' && ', taken back'}
              {change.byCustomer && ', by the customer'}
            </Box>
          );
        })}
      <PlannedChanges planned={service.planned} />
    </Box>
  );
}
