import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { dayInWords } from '@backhaul/domain/schedule/automationWords';
import { countOf } from '@backhaul/domain/text/plural';
import { ToneChip, useCan, useLocale, useViewer } from '../kit/index.ts';
import { AutomationDialog, TakeBack, type Asked } from './Actions.tsx';
import { request } from '../api/client.ts';
import { comingHoldsDocument, type Coming, type ComingRun } from './api.ts';

/** The runs that come, each in a sentence, with what can be done about it. */
export function ComingLines({ coming, first }: { coming: Coming; first?: number }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const shown = first === undefined ? coming.upcoming : coming.upcoming.slice(0, first);
  // as long as a preview waits, it takes up whoever the next one would
  const waits = coming.upcoming.some(({ made, skipped }) => made && !skipped);
  const next = waits ? undefined : coming.upcoming.find(({ skipped }) => !skipped);
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map((run) => (
          <Line
            key={run.billingDate}
            coming={coming}
            run={run}
            isNext={run === next}
            onAsk={setAsked}
          />
        ))}
      </Box>
      {asked && <AutomationDialog coming={coming} asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Line({
  coming,
  run,
  isNext,
  onAsk,
}: {
  coming: Coming;
  run: ComingRun;
  isNext: boolean;
  onAsk: (asked: Asked) => void;
}) {
  const locale = useLocale();
  const maySkip = useCan('billing-runs:create');
  const mayRun = maySkip && isNext && !coming.partOfAbove;
  const date = dayInWords(run.billingDate);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 2,
        rowGap: 1,
        paddingBlock: 1.25,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <RunChip run={run} />
          {run.runId ? (
            <Link component={RouterLink} to={`/billing-runs/${run.runId}/show`}>
              {run.words}
            </Link>
          ) : (
            <span>{run.words}</span>
          )}
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          {countOf(run.customers, 'customer', 'customers', locale)}
          {run.skippedBy && `. Skipped by ${run.skippedBy}`}
          {run.skipReason && `: ${run.skipReason}`}
          {run.madeAgainBecause && `. ${run.madeAgainBecause}`}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {mayRun && (
          <Button
            size="small"
            variant="outlined"
            aria-label={`Preview now: ${date}`}
            onClick={() => onAsk({ kind: 'RUN_NOW', run })}
          >
            Preview now
          </Button>
        )}
        {maySkip && !run.skipped && !run.madeAbove && (
          <Button
            size="small"
            variant="outlined"
            aria-label={`Skip ${date}`}
            onClick={() => onAsk({ kind: 'SKIP', run })}
          >
            Skip
          </Button>
        )}
        {maySkip && run.skipped && run.skippedBy && (
          <TakeBack coming={coming} skipped={run.billingDate} label="Do not skip" />
        )}
      </Box>
    </Box>
  );
}

function RunChip({ run }: { run: ComingRun }) {
  if (run.skipped) return <ToneChip tone="neutral" icon="pause" label="Skipped" />;
  if (run.madeAbove) return <ToneChip tone="waiting" icon="clock" label="In review above" />;
  if (run.made && run.runId) return <WaitingChip runId={run.runId} />;
  if (run.made) return <ToneChip tone="due" icon="clock" label="Waits for you" />;
  return <ToneChip tone="waiting" icon="clock" label="To come" />;
}

/** What waits is looked at again before it is confirmed where it no longer holds. */
function WaitingChip({ runId }: { runId: string }) {
  const { data } = useQuery({
    queryKey: ['billing-runs', 'coming-holds', runId],
    queryFn: () => request(comingHoldsDocument, { id: runId }),
  });
  return data?.billingRun.staleBecause ? (
    <ToneChip tone="overdue" icon="clock" label="No longer holds: preview again" />
  ) : (
    <ToneChip tone="due" icon="clock" label="Waits for you" />
  );
}

/** That it is paused, with the way out; or the way in. */
export function PauseLine({ coming }: { coming: Coming }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const today = useViewer()?.today ?? '';
  const mayPause = useCan('settings:write');
  const paused = coming.pausedUntil && coming.pausedUntil > today ? coming.pausedUntil : null;
  if (!paused && !mayPause) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      {paused ? (
        <>
          <ToneChip tone="due" icon="pause" label={`Paused until ${dayInWords(paused)}`} />
          {mayPause && <TakeBack coming={coming} label="End the pause" />}
        </>
      ) : (
        <Button
          size="small"
          variant="outlined"
          aria-label="Pause the automation"
          onClick={() => setAsked({ kind: 'PAUSE' })}
        >
          Pause
        </Button>
      )}
      {asked && <AutomationDialog coming={coming} asked={asked} onClose={() => setAsked(null)} />}
    </Box>
  );
}
