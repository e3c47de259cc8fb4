import { Box, Button, Card, CardContent } from '@mui/material';
import { Link } from 'react-router-dom';
import { countOf } from '@backhaul/domain/text/plural';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useCan,
  useViewer,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import type { Coming } from './api.ts';
import { ComingLines, PauseLine } from './ComingLines.tsx';
import { daysOf } from './daysOf.ts';
import { MonthGrid } from './MonthGrid.tsx';
import { useComing, useScopePartnerId } from './useComing.ts';

const DAYS_AHEAD = 60;

/** What comes by itself in the next 60 days, as sentences and as months. */
export function CalendarPage() {
  const partnerId = useScopePartnerId();
  const { data: coming, error, refetch } = useComing(partnerId);
  const mayRead = useCan('settings:read');
  const maySet = useCan('settings:write');
  if (!mayRead) return <NoAccess />;
  const settings = `/settings/automation${coming ? `?partner=${coming.partner.id}` : ''}`;
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Automation calendar"
        description={
          coming
            ? `Billing runs of ${coming.partner.name} that come by themselves in the next ${countOf(DAYS_AHEAD, 'day')}.`
            : undefined
        }
        back={{ label: 'Billing runs', to: '/billing-runs' }}
        actions={
          coming?.enabled && (
            <>
              <PauseLine coming={coming} />
              <Button component={Link} to={settings} variant="outlined">
                Settings
              </Button>
            </>
          )
        }
      />
      {error && !coming && (
        <ErrorState
          error={error}
          what="The schedule could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!coming && !error && <BlockSkeleton lines={8} />}
      {coming && !coming.enabled && (
        <EmptyState
          title="Nothing comes by itself"
          action={
            maySet && (
              <Button component={Link} to={settings} variant="contained">
                Set up the automation
              </Button>
            )
          }
        >
          The automation is off: billing runs are made by hand. Switched on, each is previewed on
          its day, and confirms by itself unless somebody decides before.
        </EmptyState>
      )}
      {coming?.enabled && <Ahead coming={coming} />}
    </Box>
  );
}

function Ahead({ coming }: { coming: Coming }) {
  const today = useViewer()?.today ?? '';
  const days = daysOf(coming);
  const months: string[] = [];
  for (
    let first = `${today.slice(0, 8)}01`;
    first <= addDays(today, DAYS_AHEAD);
    first = addMonths(first, 1)
  )
    months.push(first);
  return (
    <>
      <Card sx={{ marginBlockEnd: 2 }}>
        <CardContent>
          {coming.partOfAbove && (
            <Box sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>
              These are parts of runs of a partner above, which makes and confirms them.
            </Box>
          )}
          {coming.upcoming.length === 0 ? (
            <EmptyState small title="Nobody is due">
              A run comes as soon as a customer has something to be billed.
            </EmptyState>
          ) : (
            <ComingLines coming={coming} />
          )}
        </CardContent>
      </Card>
      <Card>
        <CardContent>
          <Box
            sx={{
              display: 'grid',
              gap: 3,
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 1fr))' },
            }}
          >
            {months.map((first) => (
              <MonthGrid key={first} first={first} today={today} days={days} />
            ))}
          </Box>
          <Box sx={{ color: 'text.secondary', marginBlockStart: 2 }}>
            P: a preview is made. C: it confirms by itself. B: a billing date.
          </Box>
        </CardContent>
      </Card>
    </>
  );
}
