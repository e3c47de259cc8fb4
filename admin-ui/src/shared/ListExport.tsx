import { useState } from 'react';
import { Button, Menu, MenuItem } from '@mui/material';
import { ExportButton, useDataProvider, useListContext, useNotify, type FetchRelatedRecords } from 'react-admin';
import { useCan } from '../api/access.ts';
import { sayError } from '../api/errors.ts';
import type { Entity } from '../custom-fields/api.ts';
import { Icon } from '../frame/icons.tsx';

const rowsMax = 10_000;

/** Files the server makes of everything the viewer sees, in the columns that the import reads. */
const whole: Partial<Record<Entity, string>> = { CUSTOMER: 'customers', SERVICE: 'services', TARIFF: 'tariffs', PARTNER: 'partners' };

/** Saves the list as CSV; where the server has a file of all there is, that one too. */
export function ListExport({ entity }: { entity?: Entity | undefined }) {
  const mayTakeAll = useCan('exports:read');
  const file = mayTakeAll && entity && whole[entity];
  return file ? <ExportMenu file={file} /> : <ExportButton maxResults={rowsMax} />;
}

const noRelated: FetchRelatedRecords = () => Promise.resolve({});

function ExportMenu({ file }: { file: string }) {
  const { getData, exporter, resource, total } = useListContext();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const save = async () => {
    close();
    try {
      const rows = await getData?.({ maxResults: rowsMax });
      if (rows && exporter) await exporter(rows, noRelated, dataProvider, resource);
    } catch (error) {
      notify(sayError(error), { type: 'error' });
    }
  };
  return (
    <>
      <Button size="small" startIcon={<Icon name="down" size={16} />} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>Export CSV</Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem onClick={() => void save()} disabled={total === 0}>What this list shows</MenuItem>
        <MenuItem component="a" href={`/exports/${file}.csv`} download onClick={close}>All {file} you can see, as the import reads them</MenuItem>
      </Menu>
    </>
  );
}
