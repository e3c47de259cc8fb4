import { useState } from 'react';
import { Box, Card } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { visuallyHidden } from '../../kit/visuallyHidden.ts';
import { useCan } from '../../api/access.ts';
import { fieldsKey, updateFieldDocument, type CustomField, type Entity } from '../api.ts';
import { entities } from '../words.ts';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { FieldRow } from './FieldRow.tsx';
import { moved, type Placed } from './order.ts';

interface FieldListProps {
  entity: Entity;
  partner: { id: string; name: string };
  fields: readonly CustomField[];
  onEdit: (field: CustomField) => void;
}

/** The definitions of one kind of record in their order, own and inherited; archived ones folded away. */
export function FieldList({ entity, partner, fields, onEdit }: FieldListProps) {
  const mayWrite = useCan('custom-fields:write');
  const notify = useNotify();
  const cache = useQueryClient();
  const [archiving, setArchiving] = useState<CustomField | null>(null);
  const [said, setSaid] = useState('');
  const isOwn = (field: CustomField) =>
    mayWrite && field.editable && field.partner.id === partner.id;
  const active = fields.filter((field) => !field.archived);
  const archived = fields.filter((field) => field.archived);
  const own = active.filter(isOwn);
  const reorder = useMutation({
    mutationFn: async (placed: readonly Placed[]) => {
      for (const { field, position } of placed)
        await request(updateFieldDocument, { id: field.id, position });
    },
    // Shown at once; the server's order replaces it.
    onMutate: (placed) =>
      cache.setQueryData<CustomField[]>(fieldsKey(entity, partner.id), (before) =>
        before
          ?.map((field) => ({
            ...field,
            position: placed.find((each) => each.field.id === field.id)?.position ?? field.position,
          }))
          .sort((a, b) => a.position - b.position),
      ),
    onError: (error) => notify(sayError(error), { type: 'error' }),
    onSettled: () => cache.invalidateQueries({ queryKey: fieldsKey() }),
  });
  const move = (field: CustomField, by: -1 | 1) => {
    const place = own.indexOf(field) + 1 + by;
    reorder.mutate(moved(own, field.id, by), {
      onSuccess: () => setSaid(`${field.label} is now ${place} of ${own.length}.`),
    });
  };
  const row = (field: CustomField) => (
    <FieldRow
      key={field.id}
      field={field}
      own={isOwn(field)}
      from={
        field.editable && field.partner.id !== partner.id
          ? {
              name: field.partner.name,
              to: `/settings/custom-fields?partner=${field.partner.id}&entity=${entity}`,
            }
          : null
      }
      first={own[0]?.id === field.id}
      last={own.at(-1)?.id === field.id}
      {...(!field.archived && own.length > 1
        ? {
            onMove: (by: -1 | 1) => {
              if (!reorder.isPending) move(field, by);
            },
          }
        : {})}
      {...(field.archived ? {} : { onEdit: () => onEdit(field) })}
      onArchive={() => setArchiving(field)}
    />
  );
  return (
    <>
      {active.length > 0 && (
        <Card
          component="ol"
          aria-label={`Fields of ${entities[entity].many}`}
          sx={{ listStyle: 'none', margin: 0, padding: 0 }}
        >
          {active.map(row)}
        </Card>
      )}
      <Box role="status" sx={visuallyHidden}>
        {said}
      </Box>
      {archived.length > 0 && (
        <Box component="details" sx={{ marginBlockStart: 2 }}>
          <Box
            component="summary"
            sx={{ cursor: 'pointer', fontWeight: 600, paddingBlock: 1, width: 'fit-content' }}
          >
            {countOf(archived.length, 'archived field')}
          </Box>
          <Card
            component="ol"
            aria-label="Archived fields"
            sx={{ listStyle: 'none', margin: 0, padding: 0 }}
          >
            {archived.map(row)}
          </Card>
        </Box>
      )}
      {archiving && <ArchiveDialog field={archiving} onClose={() => setArchiving(null)} />}
    </>
  );
}
