import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { formatDate, withMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { TestClockDayPartsFragment, TestClockPartsFragment } from '../generated/graphql.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../kit/index.ts';
import { earlierDays } from './api.ts';

type Day = TestClockDayPartsFragment;

/** So many days come with the clock, and at once when earlier ones are asked for. */
const AT_ONCE = 100;

/** What its days brought, those on which nothing happened left out. */
export function ClockDays({
  partnerId,
  clock,
}: {
  partnerId: string;
  clock: TestClockPartsFragment;
}) {
  const submission = useSubmit();
  const [earlier, setEarlier] = useState<readonly Day[]>([]);
  const [whole, setWhole] = useState(false);
  // the clock moves on meanwhile: what was asked for by its place may come twice
  const days = [...new Map([...earlier, ...clock.days].map((day) => [day.date, day])).values()];
  days.sort((a, b) => b.date.localeCompare(a.date));
  const told = days.filter(({ words }) => words.length);
  const more = !whole && clock.days.length === AT_ONCE;
  const showEarlier = () =>
    submission.submit(async () => {
      const { testClock } = await request(earlierDays, { partnerId, offset: days.length });
      setEarlier([...earlier, ...testClock.days]);
      if (testClock.days.length < AT_ONCE) setWhole(true);
    });
  if (!days.length)
    return (
      <Box sx={{ color: 'text.secondary' }}>
        No day has passed yet. What each brings stands here: previews, invoices, reminders, who is
        blocked.
      </Box>
    );
  return (
    <>
      {told.length ? (
        <Told days={told} />
      ) : (
        <Box sx={{ color: 'text.secondary' }}>Nothing happened on the days that passed.</Box>
      )}
      {more && (
        <Box>
          <Button variant="outlined" disabled={submission.busy} onClick={() => void showEarlier()}>
            Show earlier days
          </Button>
        </Box>
      )}
      <FormError error={submission.error} failure="Earlier days were not loaded." />
    </>
  );
}

function Told({ days }: { days: readonly Day[] }) {
  const locale = useLocale();
  const seesRuns = useCan('billing-runs:read');
  return (
    <Box
      component="ul"
      aria-label="What its days brought"
      tabIndex={0}
      sx={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        display: 'grid',
        gap: 0.75,
        // a phone scrolls the page: a frame within it cuts the last day
        maxHeight: { xs: 'none', sm: 360 },
        overflowY: 'auto',
      }}
    >
      {days.map(({ date, words, runIds }) => (
        <Box
          component="li"
          key={date}
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: '9rem 1fr' },
            columnGap: 2,
          }}
        >
          <Box component="span" sx={{ fontWeight: 600 }}>
            {formatDate(date, locale)}
          </Box>
          <span>
            {withMoney(words.join('; '), locale)}
            {seesRuns &&
              runIds.map((id, index) => (
                <span key={id}>
                  {' · '}
                  <Link component={RouterLink} to={`/billing-runs/${id}/show`}>
                    {runIds.length === 1 ? 'Look at the run' : `Look at run ${index + 1}`}
                  </Link>
                </span>
              ))}
          </span>
        </Box>
      ))}
    </Box>
  );
}
