import { useContext, useState } from 'react';
import { Button, Menu, MenuItem } from '@mui/material';
import { DataProviderContext, useListContext } from 'react-admin';
import { useCan } from '../../api/access.ts';
import type { AppDataProvider } from '../../api/dataProvider.ts';
import { Icon } from '../icons.tsx';

/**
 * Saves the list as CSV, all that its filters find and not only this page. `file` is what the
 * server calls the file of everything the viewer sees, in the columns that the import reads, where
 * it makes one.
 */
export function ListExport({ file }: { file?: string | undefined }) {
  const mayTakeAll = useCan('exports:read');
  const { resource, filter, filterValues, sort, total } = useListContext();
  // as it was made: react-admin's own hook would turn every answer into a promise
  const provider = useContext(DataProviderContext) as AppDataProvider | null;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!mayTakeAll || !provider) return null;
  const close = () => setAnchor(null);
  const address = provider.listFile(resource, {
    filter: { ...filter, ...(filterValues as Record<string, unknown>) },
    sort,
  });
  const icon = <Icon name="down" size={16} />;
  if (!file)
    return (
      <Button size="small" component="a" href={address} download startIcon={icon} disabled={!total}>
        Export CSV
      </Button>
    );
  return (
    <>
      <Button
        size="small"
        startIcon={icon}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Export CSV
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem component="a" href={address} download onClick={close} disabled={!total}>
          All that this list finds
        </MenuItem>
        <MenuItem component="a" href={`/exports/${file}.csv`} download onClick={close}>
          All {file} you can see, as the import reads them
        </MenuItem>
      </Menu>
    </>
  );
}
