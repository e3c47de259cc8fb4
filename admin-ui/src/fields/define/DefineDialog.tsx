import { useState } from 'react';
import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { ApiError, request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import {
  createFieldDocument,
  fieldsKey,
  updateFieldDocument,
  type CustomField,
  type Entity,
} from '../api.ts';
import { entities } from '../words.ts';
import {
  draftOfField,
  emptyDefinition,
  fieldFrom,
  givenOptions,
  problemsOf,
  proposeKey,
  sayProblem,
  toInput,
  type DefinitionDraft,
} from './definition.ts';
import { DefinitionFields } from './DefinitionFields.tsx';
import { ImpactNote } from './ImpactNote.tsx';
import { LiveLook } from './LiveLook.tsx';
import { useImpact } from './useImpact.ts';

interface DefineDialogProps {
  entity: Entity;
  partner: { id: string; name: string };
  /** All fields along the line, for keys that are taken and the place of a new one. */
  known: readonly CustomField[];
  /** Null defines a new one. */
  field: CustomField | null;
  onClose: () => void;
}

const nothing: CustomField = fieldFrom(emptyDefinition, 'CUSTOMER');

/** Defines or changes a field, with a live look at its input beside the form. */
export function DefineDialog({ entity, partner, known, field, onClose }: DefineDialogProps) {
  const notify = useNotify();
  const cache = useQueryClient();
  const [draft, setDraft] = useState<DefinitionDraft>(() =>
    field ? draftOfField(field) : emptyDefinition,
  );
  const [ownKey, setOwnKey] = useState(false);
  const submission = useSubmit();
  const { matters, impact, error: uncounted, refetch } = useImpact(field ?? nothing, draft);
  const counts = field !== null && matters;

  const change = (next: Partial<DefinitionDraft>) =>
    setDraft((before) => {
      const after = { ...before, ...next };
      if (next.key !== undefined) setOwnKey(next.key !== '');
      else if (!field && !ownKey && next.label !== undefined)
        after.key = proposeKey(next.label, new Set(known.map(({ key }) => key)));
      // A default of one type is none of another.
      if (next.type && next.type !== before.type)
        Object.assign(after, { defaultDraft: '', unique: false, searchable: false });
      return after;
    });

  const save = async () => {
    const wrong = problemsOf(draft, entity);
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const label = draft.label.trim();
    const done = await submission.submit(async () => {
      try {
        if (field)
          await request(updateFieldDocument, {
            id: field.id,
            ...changesOf(draft),
            ...(counts && impact ? { expectedImpact: impact.missing + impact.outdated } : {}),
          });
        else
          await request(createFieldDocument, {
            input: toInput(
              draft,
              entity,
              partner.id,
              1 + Math.max(0, ...known.map(({ position }) => position)),
            ),
          });
      } catch (error) {
        if (error instanceof ApiError && error.reason === 'IMPACT_CHANGED') refetch();
        throw inWords(error);
      }
      notify(
        field ? `${label} is changed.` : `${label} is now asked of ${entities[entity].many}.`,
        { type: 'success' },
      );
      await cache.invalidateQueries({ queryKey: fieldsKey() });
    });
    if (done) onClose();
  };

  return (
    <FormDialog
      title={field ? `Change ${field.label}` : `New field of ${entities[entity].many}`}
      submitLabel={field ? 'Save field' : 'Create field'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={field ? 'The field was not changed.' : 'The field was not created.'}
      disabled={counts && !impact}
      width="md"
    >
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 340px' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          {!field && (
            <Box sx={{ color: 'text.secondary' }}>
              For {partner.name} and every partner below it.
            </Box>
          )}
          <DefinitionFields
            draft={draft}
            entity={entity}
            onChange={change}
            errors={submission.fields}
            fixed={field !== null}
          />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, position: { md: 'sticky' }, top: 0, minWidth: 0 }}>
          <LiveLook draft={draft} entity={entity} />
          {counts && (
            <ImpactNote entity={entity} impact={impact} error={uncounted} onRetry={refetch} />
          )}
        </Box>
      </Box>
    </FormDialog>
  );
}

/** What a field that exists may still become. */
function changesOf(draft: DefinitionDraft) {
  const { label, help, required, options, showInList, searchable, portal } = fieldFrom(
    draft,
    'CUSTOMER',
  );
  return {
    label,
    help,
    required,
    options: options ? givenOptions(options) : undefined,
    showInList,
    searchable,
    portal,
  };
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const fields = Object.fromEntries(
    Object.entries(error.fields).map(([path, message]) => [path, sayProblem(path, message)]),
  );
  return new ApiError({
    code: error.code,
    message: error.message,
    fields,
    ...(error.reason ? { reason: error.reason } : {}),
    ...(error.correlationId ? { correlationId: error.correlationId } : {}),
  });
}
