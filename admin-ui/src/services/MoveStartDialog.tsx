import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { MoveServiceStart, type Service } from './api.ts';

/** Another first day, while none is charged. */
export function MoveStartDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [startDate, setStartDate] = useState(service.startDate);
  const move = async () => {
    const done = await submission.submit(async () => {
      await request(MoveServiceStart, { serviceId: service.id, startDate });
      notify(`${service.description} starts on ${formatDate(startDate, locale)}.`, {
        type: 'success',
      });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Move the start of ${service.description}`}
      submitLabel={
        isLocalDate(startDate) ? `Start it on ${formatDate(startDate, locale)}` : 'Move the start'
      }
      submission={submission}
      onSubmit={() => void move()}
      onClose={onClose}
      failure="The start was not moved."
      width="xs"
    >
      <Field
        name="startDate"
        label="First day of service"
        type="date"
        value={startDate}
        onChange={setStartDate}
        errors={submission.fields}
        required
        autoFocus
      />
      <Box role="status">Nothing of it is charged yet. It is charged from that day on.</Box>
    </FormDialog>
  );
}
