import { useState } from 'react';
import { Button } from '@mui/material';
import type { Service } from './api.ts';
import { DeleteServiceDialog } from './DeleteServiceDialog.tsx';
import { EditServiceDialog } from './EditServiceDialog.tsx';
import { EndServiceDialog } from './EndServiceDialog.tsx';
import { MoveStartDialog } from './MoveStartDialog.tsx';
import { RemoveEndDialog } from './RemoveEndDialog.tsx';

/** What can be done with a service, as far as the server allows it by now. */
export function ServiceActions({ service, onDone }: { service: Service; onDone: () => void }) {
  const [open, setOpen] = useState<'edit' | 'end' | 'unend' | 'move' | 'delete' | null>(null);
  const close = () => {
    setOpen(null);
    onDone();
  };
  const uncharged = service.chargedUntil <= service.startDate;
  return (
    <>
      {service.neverCharged && (
        <Button variant="outlined" color="error" onClick={() => setOpen('delete')}>
          Delete service
        </Button>
      )}
      {uncharged && (
        <Button variant="outlined" onClick={() => setOpen('move')}>
          Move the start
        </Button>
      )}
      {service.endDate && (
        <Button variant="outlined" onClick={() => setOpen('unend')}>
          Remove the end
        </Button>
      )}
      <Button variant="outlined" onClick={() => setOpen('end')}>
        {service.endDate ? 'Change the last day' : 'End service'}
      </Button>
      <Button variant="contained" onClick={() => setOpen('edit')}>
        Change service
      </Button>
      {open === 'edit' && <EditServiceDialog service={service} onClose={close} />}
      {open === 'end' && <EndServiceDialog service={service} onClose={close} />}
      {open === 'unend' && <RemoveEndDialog service={service} onClose={close} />}
      {open === 'move' && <MoveStartDialog service={service} onClose={close} />}
      {open === 'delete' && <DeleteServiceDialog service={service} onClose={() => setOpen(null)} />}
    </>
  );
}
