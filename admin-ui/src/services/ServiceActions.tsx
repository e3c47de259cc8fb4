import { useState } from 'react';
import { Button } from '@mui/material';
import { useCan } from '../kit/index.ts';
import type { Service } from './api.ts';
import { DeleteServiceDialog } from './DeleteServiceDialog.tsx';
import { EditServiceDialog } from './EditServiceDialog.tsx';
import { EndServiceDialog } from './EndServiceDialog.tsx';
import { ChangePlanDialog } from './ChangePlanDialog.tsx';
import { MoveStartDialog } from './MoveStartDialog.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import { RemoveEndDialog } from './RemoveEndDialog.tsx';

type Dialog = 'edit' | 'end' | 'unend' | 'move' | 'delete' | 'plan' | 'pause';

/** What can be done with a service, as far as the server allows it by now. */
export function ServiceActions({ service, onDone }: { service: Service; onDone: () => void }) {
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => {
    setOpen(null);
    onDone();
  };
  // a change issues documents
  const mayChange = useCan('credit-notes:write');
  const monthly = service.tariff.kind !== 'ONE_TIME';
  // another plan follows it already: its end is that of the change
  const follows = service.planChanges.some(
    ({ status, from }) => status !== 'CANCELLED' && from.id === service.id,
  );
  const isChanged = follows || service.planChanges.some(({ to }) => to?.id === service.id);
  const uncharged = service.chargedUntil <= service.startDate;
  return (
    <>
      {service.neverCharged && !isChanged && (
        <Button variant="outlined" color="error" onClick={() => setOpen('delete')}>
          Delete service
        </Button>
      )}
      {uncharged && !isChanged && (
        <Button variant="outlined" onClick={() => setOpen('move')}>
          Move the start
        </Button>
      )}
      {service.endDate && !follows && (
        <Button variant="outlined" onClick={() => setOpen('unend')}>
          Remove the end
        </Button>
      )}
      {!follows && (
        <Button variant="outlined" onClick={() => setOpen('end')}>
          {service.endDate ? 'Change the last day' : 'End service'}
        </Button>
      )}
      {monthly && !follows && (
        <Button variant="outlined" onClick={() => setOpen('pause')}>
          {service.pausedFrom ? 'Resume' : 'Pause'}
        </Button>
      )}
      {mayChange && monthly && !follows && (!service.pausedFrom || service.resumesOn) && (
        <Button variant="outlined" onClick={() => setOpen('plan')}>
          Change plan
        </Button>
      )}
      <Button variant="contained" onClick={() => setOpen('edit')}>
        Change service
      </Button>
      {open === 'edit' && <EditServiceDialog service={service} onClose={close} />}
      {open === 'end' && <EndServiceDialog service={service} onClose={close} />}
      {open === 'plan' && <ChangePlanDialog service={service} onClose={close} />}
      {open === 'pause' && <PauseDialog service={service} onClose={close} />}
      {open === 'unend' && <RemoveEndDialog service={service} onClose={close} />}
      {open === 'move' && <MoveStartDialog service={service} onClose={close} />}
      {open === 'delete' && <DeleteServiceDialog service={service} onClose={() => setOpen(null)} />}
    </>
  );
}
