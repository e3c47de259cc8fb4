import { useState } from 'react';
import { Box, Card, Typography } from '@mui/material';
import type { CustomField, Entity } from '../api.ts';
import { FieldValueView } from '../display/FieldValueView.tsx';
import { draftOf, givenOf, type Draft } from '../drafts.ts';
import { CustomFieldInput } from '../inputs/CustomFieldInput.tsx';
import { defaultOf, problemOf, readValue } from '../rules.ts';
import { entities } from '../words.ts';
import { lookOf, type DefinitionDraft } from './definition.ts';

/**
 * The input as it will stand in forms, to be tried out, and the value as it will show. What is
 * typed here is kept nowhere.
 */
export function LiveLook({ draft, entity }: { draft: DefinitionDraft; entity: Entity }) {
  const field = lookOf(
    { ...draft, label: draft.label.trim() || 'Your field', key: draft.key || 'key' },
    entity,
  );
  // Another type starts anew: what was typed for the old one may not fit it.
  return <TryOut key={`${draft.type} ${draft.references}`} field={field} entity={entity} />;
}

function TryOut({ field, entity }: { field: CustomField; entity: Entity }) {
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed ?? draftOf(field, defaultOf(field));
  const given = givenOf(field, draft);
  const read = readValue(field, given);
  const value = 'value' in read ? read.value : null;
  return (
    <Card
      component="section"
      aria-label="As it will look"
      sx={{
        padding: 2,
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 1.5,
        alignContent: 'start',
        backgroundColor: 'background.default',
        minWidth: 0,
      }}
    >
      <Typography variant="h3" component="h3">
        In the form of {entities[entity].any}
      </Typography>
      <CustomFieldInput
        field={field}
        draft={draft}
        onChange={setTyped}
        problem={typed === null ? undefined : (problemOf(field, given) ?? undefined)}
      />
      <Typography variant="h3" component="h3">
        On its page
      </Typography>
      <Box component="dl" sx={{ margin: 0 }}>
        <Box component="dt" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {field.label}
        </Box>
        <Box component="dd" sx={{ margin: 0, overflowWrap: 'anywhere' }}>
          {value === null ? (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              not given
            </Box>
          ) : (
            <FieldValueView field={field} value={value} />
          )}
        </Box>
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        Try it: what you type here is kept nowhere.
      </Box>
    </Card>
  );
}
