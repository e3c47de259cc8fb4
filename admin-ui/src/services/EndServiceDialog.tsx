import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { addDays, isLocalDate } from '@backhaul/domain/time/calendar';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { CreditUnused, EndService } from './api.ts';
import { EarlyEnd } from './EarlyEnd.tsx';
import { UnusedDays, useUnused } from './UnusedDays.tsx';
import { useToday } from '../kit/scope/useToday.ts';

const NOT_BACK = '; the days after the end are not paid back by themselves.';

/** Says which day is the last of a service. */
export function EndServiceDialog({
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
  const [endDate, setEndDate] = useState(service.endDate ?? today);
  const [giveBack, setGiveBack] = useState(true);
  const unused = useUnused(service.id, endDate);
  const submission = useSubmit();
  const end = async () => {
    const done = await submission.submit(async () => {
      await request(EndService, { serviceId: service.id, endDate });
      if (unused && giveBack) await request(CreditUnused, { serviceId: service.id });
      notify(`${service.description} ends on ${formatDate(endDate, locale)}.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  const chargedTo = addDays(service.chargedUntil, -1);
  const paidPast = isLocalDate(endDate) && chargedTo > endDate;
  return (
    <FormDialog
      danger
      title={`End ${service.description}`}
      submitLabel={
        isLocalDate(endDate) ? `End it on ${formatDate(endDate, locale)}` : 'End service'
      }
      submission={submission}
      onSubmit={() => void end()}
      onClose={onClose}
      failure="The service was not ended."
      width="xs"
    >
      <Field
        name="endDate"
        label="Last day of service"
        type="date"
        value={endDate}
        onChange={setEndDate}
        errors={submission.fields}
        required
        autoFocus
      />
      <Box role="status">
        The service is billed up to and including that day.
        {paidPast &&
          ` It is already charged up to ${formatDate(chargedTo, locale)}${unused ? '.' : NOT_BACK}`}
      </Box>
      <EarlyEnd service={service} endDate={endDate} />
      {unused && <UnusedDays unused={unused} value={giveBack} onChange={setGiveBack} />}
    </FormDialog>
  );
}
