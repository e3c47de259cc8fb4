import { Box, Card } from '@mui/material';
import { sayReason } from '@backhaul/design';
import type { CustomerDetailFragment } from '../../generated/graphql.ts';
import { DateText, EmptyState, InstantText, StatusChip, useLocale } from '../../kit/index.ts';

/** Every change of status with its reason, newest first. */
export function StatusHistory({ customer }: { customer: CustomerDetailFragment }) {
  const locale = useLocale();
  if (customer.statusHistory.length === 0)
    return (
      <EmptyState title="No changes of status">
        The status has been the same since {customer.name} was added.
      </EmptyState>
    );
  const newestFirst = [...customer.statusHistory].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Card
      component="ol"
      aria-label="Changes of status"
      sx={{ listStyle: 'none', margin: 0, padding: 0, maxWidth: 760 }}
    >
      {newestFirst.map((change) => (
        <Box
          component="li"
          key={change.id}
          sx={{
            display: 'grid',
            gap: 0.5,
            gridTemplateColumns: { xs: '1fr', sm: '120px minmax(0, 1fr)' },
            padding: 2,
            borderBlockEnd: '1px solid',
            borderColor: 'divider',
            '&:last-of-type': { borderBlockEnd: 0 },
          }}
        >
          <DateText date={change.date} />
          <Box>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
              {change.from && (
                <>
                  <StatusChip status={change.from} />
                  <span aria-hidden="true">→</span>
                </>
              )}
              <StatusChip status={change.to} />
            </Box>
            <Box sx={{ marginBlockStart: 0.5 }}>
              {sayReason(change.reason, customer.currency, locale)}
            </Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              <InstantText at={change.at} />
              {change.by && ` by ${change.by}`}
            </Box>
          </Box>
        </Box>
      ))}
    </Card>
  );
}
