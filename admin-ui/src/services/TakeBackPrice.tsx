import { Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../kit/index.ts';
import { CancelServicePrice, type Service } from './api.ts';

/** Takes a price back that is planned for the service itself; nothing was charged at it. */
export function TakeBackPrice({ service }: { service: Service }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const mayWrite = useCan('services:write');
  const from = service.pricePlannedFrom;
  if (!from || !mayWrite) return null;
  const takeBack = () =>
    void submission.submit(async () => {
      await request(CancelServicePrice, { serviceId: service.id });
      notify('The planned price is taken back.');
      void refresh();
    });
  return (
    <>
      <Button size="small" variant="outlined" disabled={submission.busy} onClick={takeBack}>
        Take back the price from {formatDate(from, locale)}
      </Button>
      <FormError error={submission.error} failure="The planned price was not taken back." />
    </>
  );
}
