import { useEffect, useState } from 'react';
import { Box, Button, Popover } from '@mui/material';
import { useResourceContext } from 'react-admin';
import { Icon } from '../icons.tsx';

/**
 * Says what the list of switches is: react-admin calls it a menu of options, which it is not, and
 * readers refuse to read it.
 */
function nameParts(root: HTMLElement): void {
  root.querySelector('ul[role="menu"]')?.setAttribute('role', 'list');
  root.querySelector('input[type="text"]')?.setAttribute('aria-label', 'Search columns');
  for (const item of root.querySelectorAll('li[role="option"]')) {
    item.removeAttribute('role');
    // Dragging has no counterpart on the keyboard, so nobody is offered it.
    item.setAttribute('draggable', 'false');
  }
}

/** Which columns the table shows; react-admin's table draws its switches into the element with this id. */
export function ColumnsChoice() {
  const resource = useResourceContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!holder) return;
    nameParts(holder);
    const observer = new MutationObserver(() => nameParts(holder));
    observer.observe(holder, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [holder]);
  return (
    <>
      <Button
        size="small"
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={<Icon name="columns" size={16} />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
      >
        Columns
      </Button>
      <Popover
        open={anchor !== null}
        keepMounted
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Columns' } }}
      >
        <Box
          ref={setHolder}
          id={`${resource}.datatable-columnsSelector`}
          sx={{ paddingInline: 1.5, minWidth: 220, '& li > svg': { display: 'none' } }}
        />
      </Popover>
    </>
  );
}
