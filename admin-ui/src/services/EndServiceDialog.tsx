import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { addDays, isLocalDate } from '@backhaul/domain/time/calendar';
import { todayOr } from '../kit/dates.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, useViewer } from '../kit/index.ts';
import { EndService } from './api.ts';

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
  const today = todayOr(useViewer()?.today);
  const [endDate, setEndDate] = useState(service.endDate ?? today);
  const submission = useSubmit();
  const end = async () => {
    const done = await submission.submit(async () => {
      await request(EndService, { serviceId: service.id, endDate });
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
          ` It is already charged up to ${formatDate(chargedTo, locale)}; the days after the end are not paid back by themselves.`}
      </Box>
    </FormDialog>
  );
}
