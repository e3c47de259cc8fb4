import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { FactList, Money, ToneChip } from '../kit/index.ts';
import type { ManagedTill } from './api.ts';

/** One till: whether it is open, its limit, and who may use it. */
export function TillCard({ till, onEdit }: { till: ManagedTill; onEdit: () => void }) {
  return (
    <Card>
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            marginBlockEnd: 1,
          }}
        >
          <Typography variant="h3" sx={{ overflowWrap: 'anywhere' }}>
            {till.name}
          </Typography>
          {till.archived ? (
            <ToneChip tone="neutral" label="Archived" icon="ban" />
          ) : till.usedBy ? (
            <ToneChip tone="waiting" label={`Open: ${till.usedBy}`} icon="clock" />
          ) : (
            <ToneChip tone="neutral" label="Closed" />
          )}
          <Button
            size="small"
            onClick={onEdit}
            aria-label={`Change ${till.name}`}
            sx={{ marginInlineStart: 'auto' }}
          >
            Change
          </Button>
        </Box>
        <FactList
          facts={[
            ['Partner', till.partner.name],
            [
              'At most',
              till.limit === null ? (
                'as much as comes'
              ) : (
                <Money key="l" amount={till.limit} currency={till.currency} inline />
              ),
            ],
            [
              'Used by',
              till.users.map(({ name }) => name ?? 'staff of a partner above').join(', ') ||
                'nobody yet',
            ],
          ]}
        />
      </CardContent>
    </Card>
  );
}
