import { useEffect, useRef, useState } from 'react';
import { Alert, Box, Button, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { addDays, addMonths, daysBetween } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import type { TestClockPartsFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, useCan, useLocale } from '../kit/index.ts';
import { advanceClock, stopClock, type Partner } from './api.ts';
import { ClockDays } from './ClockDays.tsx';
import { isMoving, useTestClock } from './useTestClock.ts';

/** So far a clock goes at once. */
const AHEAD_MAX_DAYS = 400;

/** What a test partner's clock shows, how it is moved, and what its days brought. */
export function TestClockCard({ partner }: { partner: Partner }) {
  const asked = useTestClock(partner.id);
  return (
    <Card component="section" aria-label="Clock" sx={{ gridColumn: { lg: '1 / -1' } }}>
      <CardContent sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">Clock</Typography>
        {asked.data ? (
          <Clock partner={partner} clock={asked.data} />
        ) : asked.error ? (
          <ErrorState
            error={asked.error}
            what="What its clock shows is not known."
            onRetry={() => void asked.refetch()}
          />
        ) : (
          <BlockSkeleton lines={3} />
        )}
      </CardContent>
    </Card>
  );
}

interface ClockProps {
  partner: Partner;
  clock: TestClockPartsFragment;
}

function Clock({ partner, clock }: ClockProps) {
  const locale = useLocale();
  const mayMove = useCan('partners:write');
  const moving = isMoving(clock);
  useArrival(moving);
  return (
    <>
      <Box role="status" sx={{ display: 'grid', gap: 1 }}>
        <Box sx={{ fontSize: '1.5rem', fontWeight: 650 }}>
          {formatDate(clock.day, locale, { weekday: true })}
        </Box>
        {moving && <Progress clock={clock} />}
      </Box>
      {clock.problem && (
        <Alert severity="warning" variant="outlined">
          {clock.problem} It is tried again by itself; moving the clock tries it now.
        </Alert>
      )}
      {!mayMove && (
        <Box sx={{ color: 'text.secondary' }}>
          Who may change partners, as administrators may, moves this clock.
        </Box>
      )}
      {mayMove && (moving ? <Stop partner={partner} /> : <Move partner={partner} clock={clock} />)}
      <ClockDays partnerId={partner.id} clock={clock} />
    </>
  );
}

/** What the pages show is asked for anew when the clock has come to rest. */
function useArrival(moving: boolean): void {
  const refresh = useRefresh();
  const was = useRef(moving);
  useEffect(() => {
    if (was.current && !moving) void refresh();
    was.current = moving;
  }, [moving, refresh]);
}

function Progress({ clock }: { clock: TestClockPartsFragment }) {
  const locale = useLocale();
  const from = useRef(clock.day);
  const whole = Math.max(daysBetween(from.current, clock.until), 1);
  const done = Math.max(daysBetween(from.current, clock.day), 0);
  const until = formatDate(clock.until, locale);
  return (
    <>
      <Box>On its way to {until}.</Box>
      <LinearProgress
        variant="determinate"
        value={(done / whole) * 100}
        aria-label={`Days until ${until}`}
      />
    </>
  );
}

/** While it moves nothing else can be asked of it. */
function Stop({ partner }: { partner: Partner }) {
  const submission = useSubmit();
  const stop = () => submission.submit(() => request(stopClock, { partnerId: partner.id }));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      <Button variant="outlined" disabled={submission.busy} onClick={() => void stop()}>
        Stop here
      </Button>
      <Box sx={{ color: 'text.secondary' }}>The day that is under way is lived to its end.</Box>
      <FormError error={submission.error} failure="The clock was not stopped." />
    </Box>
  );
}

function Move({ partner, clock }: ClockProps) {
  const submission = useSubmit();
  const locale = useLocale();
  const [to, setTo] = useState('');
  const go = async (day: string) => {
    if (day === '') return submission.refuse({ to: 'Choose a day.' });
    const gone = await submission.submit(() =>
      request(advanceClock, { partnerId: partner.id, to: day }),
    );
    if (gone) setTo('');
  };
  const from = clock.until;
  const steps: [label: string, day: string][] = [
    ['Next day', addDays(from, 1)],
    ['A month', addMonths(from, 1)],
    ['A quarter', addMonths(from, 3)],
  ];
  if (clock.nextBillingDay && clock.nextBillingDay > from)
    steps.splice(1, 0, ['To next billing day', clock.nextBillingDay]);
  return (
    <SentForm
      onSubmit={() => void go(to)}
      fields={submission.fields}
      sx={{ display: 'grid', gap: 1.5 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {steps.map(([label, day]) => (
          <Button
            key={label}
            variant="outlined"
            disabled={submission.busy}
            title={`To ${formatDate(day, locale)}`}
            onClick={() => void go(day)}
          >
            {label}
          </Button>
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        <Box sx={{ width: 220 }}>
          <Field
            name="to"
            label="To a day"
            type="date"
            value={to}
            onChange={setTo}
            errors={submission.fields}
            min={addDays(clock.day, 1)}
            max={addDays(clock.day, AHEAD_MAX_DAYS)}
          />
        </Box>
        <Button
          type="submit"
          variant="contained"
          disabled={submission.busy}
          // beside the field, below its label
          sx={{ marginBlockStart: { sm: '31px' } }}
        >
          Move the clock
        </Button>
      </Box>
      {/* what is wrong with the day stands at its field */}
      {!submission.fields.to && (
        <FormError error={submission.error} failure="The clock was not moved." />
      )}
      <Box sx={{ color: 'text.secondary' }}>
        Each day brings what it would bring a real partner. The clock never goes back.
      </Box>
    </SentForm>
  );
}
