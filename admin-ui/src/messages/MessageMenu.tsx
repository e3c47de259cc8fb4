import { useState } from 'react';
import { IconButton, Menu, MenuItem } from '@mui/material';
import MoreHoriz from '@mui/icons-material/MoreHoriz';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';
import { actionNames, actions, canBe, type MessageAction } from './actions.ts';
import { ActDialog } from './ActDialog.tsx';
import { titleOf } from './words.ts';

/** What can be done with one message, from its row. */
export function MessageMenu({ message }: { message: MessageRowFragment }) {
  const mayWrite = useCan('messages:write');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<MessageAction | null>(null);
  const able = actionNames.filter((action) => canBe(action, message));
  if (!mayWrite || able.length === 0) return null;
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Actions for ${titleOf(message)} to ${message.to}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHoriz fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {able.map((action) => (
          <MenuItem
            key={action}
            onClick={() => {
              setAnchor(null);
              setOpen(action);
            }}
          >
            {actions[action].label}
          </MenuItem>
        ))}
      </Menu>
      {open && <ActDialog action={open} messages={[message]} onClose={() => setOpen(null)} />}
    </>
  );
}
