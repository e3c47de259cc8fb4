import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { plural } from '@backhaul/domain/text/plural';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import {
  actions,
  actOn,
  buttonOf,
  canBe,
  sayDone,
  sayEffect,
  type Actable,
  type MessageAction,
} from './actions.ts';

interface ActDialogProps {
  action: MessageAction;
  /** Those chosen; what the action makes no sense for is left out, and counted. */
  messages: readonly Actable[];
  onClose: () => void;
  onDone?: () => void;
}

/** Says what will happen to one message or many, and does it. */
export function ActDialog({ action, messages, onClose, onDone }: ActDialogProps) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const able = messages.filter((message) => canBe(action, message));
  const left = messages.length - able.length;
  const { danger = false, label, others } = actions[action];
  const act = async () => {
    const done = await submission.submit(async () => {
      // What was done counts, whatever was refused of the rest.
      const now = await actOn(action, able).finally(() => void refresh());
      notify(sayDone(action, now), { type: now.includes('HELD') ? 'warning' : 'success' });
    });
    if (!done) return;
    onDone?.();
    onClose();
  };
  return (
    <FormDialog
      title={able.length === 0 ? `${label}: nothing to do` : buttonOf(action, able)}
      submitLabel={able.length === 0 ? label : buttonOf(action, able)}
      cancelLabel={danger ? 'Keep' : 'Not now'}
      danger={danger}
      disabled={able.length === 0}
      submission={submission}
      onSubmit={() => void act()}
      onClose={onClose}
      failure={able.length === 1 ? 'It was refused.' : 'Not everything was done.'}
      width="xs"
    >
      {able.length > 0 && <Box sx={{ overflowWrap: 'anywhere' }}>{sayEffect(action, able)}</Box>}
      {left > 0 && (
        <Box sx={{ color: 'text.secondary' }}>
          {left === messages.length
            ? 'None of those chosen can be: they '
            : `${left} of those chosen ${plural(left, 'is', 'are')} left out: they `}
          {others}.
        </Box>
      )}
    </FormDialog>
  );
}
