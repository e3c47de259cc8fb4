import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { DeleteService, type Service } from './api.ts';

/** Takes away a service for which nothing was ever charged. */
export function DeleteServiceDialog({
  service,
  onClose,
}: {
  service: Service;
  onClose: () => void;
}) {
  const notify = useNotify();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const submission = useSubmit();
  const remove = async () => {
    const done = await submission.submit(async () => {
      await request(DeleteService, { serviceId: service.id });
      notify(`${service.description} is deleted.`, { type: 'success' });
    });
    if (!done) return;
    void navigate(`/customers/${service.customer.id}/show?tab=services`);
    void refresh();
  };
  return (
    <FormDialog
      danger
      title={`Delete ${service.description}`}
      submitLabel="Delete service"
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="The service was not deleted."
      width="xs"
    >
      <Box>
        Nothing was ever charged for it. It goes for good, and with it what it would have been
        charged with the next run.
      </Box>
    </FormDialog>
  );
}
