import { useId } from 'react';
import {
  Box,
  Button,
  Card,
  FormControlLabel,
  Radio,
  RadioGroup,
  Switch,
  Typography,
} from '@mui/material';
import { formatDate } from '@backhaul/design';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  useLocale,
  useSentenceLocale,
  Warnings,
} from '../kit/index.ts';
import { PartnerTree } from './PartnerTree.tsx';
import { sayDate, sayRun, sayWhatHappens } from './sayNewRun.ts';
import { useNewRun, type RunDraft } from './useNewRun.ts';
import { WaitingForDate } from './WaitingForDate.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/**
 * What a new run takes: a date, partners, one preview or several; and what pressing the button
 * will do.
 */
export function RunChoices({ usual, partnerId }: { usual: string; partnerId: string }) {
  const run = useNewRun(usual, partnerId);
  return (
    <Card>
      <SentForm
        onSubmit={() => {
          if (run.ready) void run.preview();
        }}
        fields={run.submission.fields}
        sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3.5 }}
      >
        <DateChoice run={run} usual={usual} />
        <PartnersChoice run={run} />
        <PreviewsChoice separate={run.separate} onChange={run.setSeparate} />
        <Start run={run} />
      </SentForm>
    </Card>
  );
}

function DateChoice({ run, usual }: { run: RunDraft; usual: string }) {
  const { date, setDate, submission } = run;
  const locale = useSentenceLocale();
  const today = useToday();
  return (
    <Box component="section">
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        Date
      </Typography>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-end', flexWrap: 'wrap' }}>
        <Box sx={{ width: 220 }}>
          <Field
            name="date"
            label="Billing date"
            type="date"
            value={date}
            onChange={setDate}
            errors={submission.fields}
            required
          />
        </Box>
        <Box sx={{ color: 'text.secondary', paddingBlockEnd: 1 }}>{sayDate(date, today)}</Box>
        {date !== usual && (
          <Button size="small" onClick={() => setDate(usual)}>
            Use {formatDate(usual, locale)}, the usual next one
          </Button>
        )}
      </Box>
    </Box>
  );
}

function PartnersChoice({ run }: { run: RunDraft }) {
  const { roots, due, submission, withDescendants } = run;
  const hasTree = roots.some((root) => root.children.length > 0);
  return (
    <Box component="section">
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          justifyContent: 'space-between',
          marginBlockEnd: 1,
        }}
      >
        <Typography variant="h2">Partners</Typography>
        {hasTree && (
          <FormControlLabel
            control={
              <Switch
                size="small"
                checked={withDescendants}
                onChange={(_, on) => run.setWithDescendants(on)}
              />
            }
            label="Include everything below"
            sx={{ marginInlineEnd: 0 }}
          />
        )}
      </Box>
      {due.error && (
        <ErrorState
          error={due.error}
          what="The customers due could not be counted."
          onRetry={() => void due.refetch()}
        />
      )}
      {due.isPending && <BlockSkeleton lines={4} />}
      {due.data && roots.length === 0 && (
        <EmptyState small title="Nobody is due">
          No customer has a next billing date up to then. Choose a later date, or add services
          first.
        </EmptyState>
      )}
      {roots.length > 0 && (
        <PartnerTree
          roots={roots}
          chosen={run.chosen}
          withDescendants={withDescendants}
          onChoose={run.setChosen}
        />
      )}
      {submission.fields['partnerIds'] && (
        <Box role="alert" sx={{ color: 'error.main', marginBlockStart: 1 }}>
          {submission.fields['partnerIds']}
        </Box>
      )}
    </Box>
  );
}

interface PreviewsChoiceProps {
  separate: boolean;
  onChange: (separate: boolean) => void;
}

function PreviewsChoice({ separate, onChange }: PreviewsChoiceProps) {
  return (
    <Box component="section">
      <Typography variant="h2" id="run-previews" sx={{ marginBlockEnd: 0.5 }}>
        Previews
      </Typography>
      <RadioGroup
        aria-labelledby="run-previews"
        value={separate ? 'separate' : 'together'}
        onChange={(_, value) => onChange(value === 'separate')}
      >
        <FormControlLabel
          value="together"
          control={<Radio size="small" />}
          label="One preview for all, confirmed together"
        />
        <FormControlLabel
          value="separate"
          control={<Radio size="small" />}
          label="One preview for each partner, confirmed one by one or together"
        />
      </RadioGroup>
    </Box>
  );
}

/** What will happen, what is unusual about it, and the button that starts it. */
function Start({ run }: { run: RunDraft }) {
  const { date, size, separate, chosen, due, asked, ready, submission } = run;
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const today = useToday();
  const [whatId, whyId] = [useId(), useId()];
  return (
    <Box
      sx={{
        borderBlockStart: '1px solid',
        borderColor: 'divider',
        paddingBlockStart: 2.5,
        display: 'grid',
        gap: 2,
      }}
    >
      <Box id={whatId} role="status" sx={{ maxWidth: '64ch' }}>
        {sayWhatHappens({
          date,
          size,
          separate,
          chosen: chosen.size,
          loading: due.isFetching,
          locale,
          sentenceLocale,
        })}
      </Box>
      <WaitingForDate date={date} partnerIds={run.covered} />
      {chosen.size > 0 && size.customers > 0 && (
        <Warnings asked={asked} goOn="Yes, preview it for this date" />
      )}
      <FormError error={submission.error} failure="The preview was not started." />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Button
          type="submit"
          variant="contained"
          size="large"
          disabled={!ready || submission.busy}
          aria-describedby={`${whatId} ${whyId}`}
        >
          {submission.busy
            ? 'Starting the preview'
            : `Preview ${isLocalDate(date) ? sayRun(date, today, sentenceLocale) : ''}`.trim()}
        </Button>
        <Box id={whyId} sx={{ color: 'text.secondary' }}>
          {asked.blocked && size.customers > 0 && 'Tick the box above first.'}
        </Box>
      </Box>
    </Box>
  );
}
