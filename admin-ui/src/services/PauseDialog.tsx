import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { addDays, isLocalDate, maxDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, useSentenceLocale } from '../kit/index.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { PauseService, ResumeService } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** Stops charging a service for a while, or starts again; says from which day that is. */
export function PauseDialog({
  service,
  onClose,
}: {
  service: ServiceRowFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = useToday();
  const { pausedFrom } = service;
  const [from, setFrom] = useState(maxDate(today, pausedFrom ?? service.startDate));
  const submission = useSubmit();
  const send = async () => {
    const done = await submission.submit(async () => {
      const wished = { serviceId: service.id, from };
      if (pausedFrom) await request(ResumeService, wished);
      else await request(PauseService, wished);
      const day = formatDate(from, locale);
      notify(
        pausedFrom
          ? `${service.description} is charged again from ${day}.`
          : `${service.description} is paused from ${day}.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  const day = isLocalDate(from) ? formatDate(from, locale) : '';
  return (
    <FormDialog
      title={`${pausedFrom ? 'Resume' : 'Pause'} ${service.description}`}
      submitLabel={`${pausedFrom ? 'Resume' : 'Pause'} it${day && ` from ${day}`}`}
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure={pausedFrom ? 'The service was not resumed.' : 'The service was not paused.'}
      width="xs"
    >
      <Field
        name="from"
        label={pausedFrom ? 'Charged again from' : 'Paused from'}
        type="date"
        value={from}
        onChange={setFrom}
        errors={submission.fields}
        required
        autoFocus
      />
      <Box role="status">
        {pausedFrom ? <Resumed from={pausedFrom} /> : <Paused service={service} from={from} />}
      </Box>
    </FormDialog>
  );
}

function Resumed({ from }: { from: string }) {
  const sentenceLocale = useSentenceLocale();
  return (
    <>
      It is paused from {formatDate(from, sentenceLocale)}. The next run charges it from the day it
      is resumed on.
    </>
  );
}

function Paused({ service, from }: { service: ServiceRowFragment; from: string }) {
  const sentenceLocale = useSentenceLocale();
  const chargedTo = addDays(service.chargedUntil, -1);
  return (
    <>
      Nothing of it is charged from that day until it is resumed.
      {isLocalDate(from) &&
        service.chargedUntil > from &&
        ` It is already charged up to ${formatDate(chargedTo, sentenceLocale)}; a pause gives nothing of that back.`}
    </>
  );
}
