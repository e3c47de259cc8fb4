import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { BlockSkeleton, ErrorState, useCan } from '../kit/index.ts';
import { ComingLines, PauseLine } from './ComingLines.tsx';
import { useComing, useScopePartnerId } from './useComing.ts';

/** So many are said where the page is about something else. */
const SHOWN = 3;

/** What comes by itself for the partner of the switch, in words; nothing where it is off and cannot be switched on. */
export function ComingRuns() {
  const partnerId = useScopePartnerId();
  const mayRead = useCan('settings:read');
  const maySet = useCan('settings:write');
  const { data: coming, error, refetch } = useComing(partnerId);
  if (!mayRead || (coming && !coming.enabled && !maySet)) return null;
  return (
    <Card component="section" aria-labelledby="coming-runs" sx={{ marginBlockEnd: 2 }}>
      <CardContent sx={{ paddingBlockEnd: '12px !important' }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            justifyContent: 'space-between',
          }}
        >
          <Typography variant="h2" id="coming-runs">
            What comes by itself
          </Typography>
          {coming?.enabled && <PauseLine coming={coming} />}
        </Box>
        {error && !coming && (
          <Box sx={{ marginBlock: 1 }}>
            <ErrorState
              error={error}
              what="The schedule could not be loaded."
              onRetry={() => void refetch()}
            />
          </Box>
        )}
        {!coming && !error && <BlockSkeleton lines={2} />}
        {coming && !coming.enabled && (
          <Box sx={{ color: 'text.secondary', marginBlock: 1 }}>
            Billing runs are made by hand. They can be previewed and confirmed on their days by
            themselves.
          </Box>
        )}
        {coming?.enabled && coming.upcoming.length === 0 && (
          <Box sx={{ color: 'text.secondary', marginBlock: 1 }}>
            Nobody is due: a run comes as soon as a customer has something to be billed.
          </Box>
        )}
        {coming?.enabled && <ComingLines coming={coming} first={SHOWN} />}
        {coming && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginBlockStart: 1 }}>
            {coming.enabled && (
              <Button component={Link} to="/automation" size="small" variant="outlined">
                Calendar
              </Button>
            )}
            {(maySet || coming.enabled) && (
              <Button
                component={Link}
                to={`/settings/automation?partner=${coming.partner.id}`}
                size="small"
                variant="outlined"
              >
                {coming.enabled ? 'Settings' : 'Set up the automation'}
              </Button>
            )}
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
