import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useRefresh } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { request } from '../api/client.ts';
import { sayError } from '../api/errors.ts';
import { useLocale } from '../kit/index.ts';
import { archiveDocument, type Tariff } from './api.ts';

/** Takes a tariff off sale, or puts it back; says what happens to those who have it. */
export function ArchiveTariff({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const archive = useMutation({
    mutationFn: () => request(archiveDocument, { id: tariff.id, archived: !tariff.archived }),
    onSuccess: () => {
      notify(tariff.archived ? `${tariff.name} is on sale again` : `${tariff.name} is archived`);
      onClose();
      refresh();
    },
  });
  const action = tariff.archived ? 'Put back on sale' : 'Archive tariff';
  return (
    <Dialog open onClose={onClose} aria-labelledby="archive-title" maxWidth="xs">
      <DialogTitle id="archive-title">
        {tariff.archived ? `Put ${tariff.name} back on sale` : `Archive ${tariff.name}`}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {tariff.archived
          ? 'New services can be sold with it again.'
          : `No new service can be sold with it. The ${formatNumber(tariff.serviceCount, locale)} services that have it keep it and are billed on. It can be put back on sale at any time.`}
        {archive.error && (
          <Alert severity="error" variant="outlined">
            {sayError(archive.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="outlined" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="contained" onClick={() => archive.mutate()} loading={archive.isPending}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
