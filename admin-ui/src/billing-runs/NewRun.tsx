import { useMemo, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
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
import { request } from '../api/client.ts';
import { daysBetween, isDate, todayOr } from '../customers/dates.ts';
import { Field } from '../customers/form/Fields.tsx';
import { FormError } from '../customers/form/FormDialog.tsx';
import { useSubmit } from '../customers/form/useSubmit.ts';
import { countOf } from '../customers/words.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useAsked,
  useLocale,
  usePartnerScope,
  useViewer,
  Warnings,
} from '../shared/index.ts';
import { CreateRun, PartnersDueQuery, RunWarningsQuery, SuggestedDateQuery } from './api.ts';
import { MadeRuns } from './MadeRuns.tsx';
import { buildTree, selectionSize } from './partnerTree.ts';
import { PartnerTree } from './PartnerTree.tsx';

/** A new run: which date, whose customers, and one preview or several; then the previews as they come. */
export function NewRun() {
  const [params] = useSearchParams();
  // Kept in the URL, so that a reload shows the previews and doesn't make them again.
  const made = params.get('made')?.split(',').filter(Boolean) ?? [];
  return made.length > 0 ? <MadeRuns ids={made} /> : <NewRunForm />;
}

function NewRunForm() {
  const { partner } = usePartnerScope();
  const suggested = useQuery({
    queryKey: ['billing-runs', 'suggested-date', partner?.id],
    queryFn: () => request(SuggestedDateQuery, { partnerId: partner?.id ?? null }),
    enabled: partner !== null,
  });
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title="New billing run"
        back={{ label: 'Billing runs', to: '/billing-runs' }}
        description="A preview first: you see every invoice before anything is charged."
      />
      {suggested.error && (
        <ErrorState
          error={suggested.error}
          what="The usual billing date could not be found out."
          onRetry={() => void suggested.refetch()}
        />
      )}
      {partner && suggested.data ? (
        <Choices
          key={partner.id}
          usual={suggested.data.suggestedBillingDate}
          partnerId={partner.id}
        />
      ) : (
        !suggested.error && (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={8} />
          </Card>
        )
      )}
    </Box>
  );
}

function Choices({ usual, partnerId }: { usual: string; partnerId: string }) {
  const locale = useLocale();
  const navigate = useNavigate();
  const today = todayOr(useViewer()?.today);
  const [date, setDate] = useState(usual);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([partnerId]));
  const [withDescendants, setWithDescendants] = useState(true);
  const [separate, setSeparate] = useState(false);
  const submission = useSubmit();
  const due = useQuery({
    queryKey: ['billing-runs', 'due', date],
    queryFn: () => request(PartnersDueQuery, { date }),
    enabled: isDate(date),
    placeholderData: keepPreviousData,
  });
  const unusual = useQuery({
    queryKey: ['billing-runs', 'warnings', date],
    queryFn: async () => (await request(RunWarningsQuery, { date })).billingRunWarnings,
    enabled: isDate(date),
  });
  const asked = useAsked(unusual.data ?? []);
  const roots = useMemo(() => buildTree(due.data?.partnersDue ?? []), [due.data]);
  const size = selectionSize(roots, chosen, withDescendants);
  // Whom a change of date took out of the tree is not asked for.
  const listed = new Set(due.data?.partnersDue.map(({ partner }) => partner.id));
  const hasTree = roots.some((root) => root.children.length > 0);
  const ready =
    isDate(date) &&
    chosen.size > 0 &&
    size.customers > 0 &&
    !due.isPlaceholderData &&
    !asked.blocked;

  const preview = () =>
    submission.submit(async () => {
      const input = {
        date,
        partnerIds: [...chosen].filter((id) => listed.has(id)),
        includeDescendants: withDescendants,
        separatePerPartner: separate,
      };
      const { createBillingRun: runs } = await request(CreateRun, { input });
      const [only] = runs;
      void navigate(
        runs.length === 1 && only
          ? `/billing-runs/${only.id}/show`
          : `/billing-runs/create?made=${runs.map((run) => run.id).join(',')}`,
      );
    });

  return (
    <Card
      component="form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) void preview();
      }}
      sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3.5 }}
    >
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
          <Box sx={{ color: 'text.secondary', paddingBlockEnd: 1 }}>
            {sayDate(date, today, locale)}
          </Box>
          {date !== usual && (
            <Button size="small" onClick={() => setDate(usual)}>
              Use {formatDate(usual, locale)}, the usual next one
            </Button>
          )}
        </Box>
      </Box>

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
                  onChange={(_, on) => setWithDescendants(on)}
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
            chosen={chosen}
            withDescendants={withDescendants}
            onChoose={setChosen}
          />
        )}
        {submission.fields['partnerIds'] && (
          <Box role="alert" sx={{ color: 'error.main', marginBlockStart: 1 }}>
            {submission.fields['partnerIds']}
          </Box>
        )}
      </Box>

      <Box component="section">
        <Typography variant="h2" id="run-previews" sx={{ marginBlockEnd: 0.5 }}>
          Previews
        </Typography>
        <RadioGroup
          aria-labelledby="run-previews"
          value={separate ? 'separate' : 'together'}
          onChange={(_, value) => setSeparate(value === 'separate')}
        >
          <FormControlLabel
            value="together"
            control={<Radio size="small" />}
            label="One preview for all, confirmed together"
          />
          <FormControlLabel
            value="separate"
            control={<Radio size="small" />}
            label="One preview for each partner, confirmed one by one"
          />
        </RadioGroup>
      </Box>

      <Box
        sx={{
          borderBlockStart: '1px solid',
          borderColor: 'divider',
          paddingBlockStart: 2.5,
          display: 'grid',
          gap: 2,
        }}
      >
        <Box role="status" sx={{ maxWidth: '64ch' }}>
          {sayWhatHappens({
            date,
            size,
            separate,
            chosen: chosen.size,
            loading: due.isFetching,
            locale,
          })}
        </Box>
        <Warnings asked={asked} goOn="Yes, preview it for this date" />
        <FormError error={submission.error} failure="The preview was not started." />
        <Box>
          <Button
            type="submit"
            variant="contained"
            size="large"
            disabled={!ready || submission.busy}
          >
            {submission.busy
              ? 'Starting the preview'
              : `Preview ${isDate(date) ? sayRun(date, locale) : ''}`.trim()}
          </Button>
        </Box>
      </Box>
    </Card>
  );
}

/** "April" for a run on the first, "10 April" for any other day. */
function sayRun(date: string, locale: string): string {
  const first = date.endsWith('-01');
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'long',
    ...(first ? {} : { day: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`));
}

function sayDate(date: string, today: string, locale: string): string {
  if (!isDate(date)) return 'Choose the date that the invoices are for.';
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(
    new Date(`${date}T00:00:00Z`),
  );
  const away = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    daysBetween(today, date),
    'day',
  );
  return `${weekday}, ${away}`;
}

interface Plan {
  date: string;
  size: { partners: number; customers: number };
  separate: boolean;
  chosen: number;
  loading: boolean;
  locale: string;
}

/** What pressing the button will do, in one sentence. */
function sayWhatHappens({ date, size, separate, chosen, loading, locale }: Plan): string {
  if (!isDate(date)) return 'Choose a billing date first.';
  if (chosen === 0) return 'Choose at least one partner.';
  if (loading) return 'Counting the customers who are due.';
  const on = formatDate(date, locale, { weekday: true });
  if (size.customers === 0)
    return `Nobody of these partners is due on ${on}: there is nothing to preview.`;
  const who = `${countOf(size.customers, 'customer', 'customers', locale)} of ${countOf(size.partners, 'partner', 'partners', locale)}`;
  const how =
    separate && size.partners > 1 ? `in ${size.partners} separate previews` : 'in one preview';
  return `This works out the invoices of ${who} for ${on}, ${how}. No balance, number or service changes until you confirm.`;
}
