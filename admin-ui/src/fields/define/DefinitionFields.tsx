import { Box } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { Choice, Field } from '../../kit/form/Fields.tsx';
import type { FieldErrors } from '../../kit/form/useSubmit.ts';
import { useLocale } from '../../kit/locale.ts';
import type { Entity } from '../api.ts';
import { sayValue } from '../display/say.ts';
import { limitsOf } from '../inputs/hint.ts';
import { defaultOf } from '../rules.ts';
import { entities, typeNames, types } from '../words.ts';
import { fieldFrom, type DefinitionDraft } from './definition.ts';
import { TypeOptions } from './TypeOptions.tsx';
import { UseOptions } from './UseOptions.tsx';

interface DefinitionFieldsProps {
  draft: DefinitionDraft;
  entity: Entity;
  onChange: (change: Partial<DefinitionDraft>) => void;
  errors: FieldErrors;
  fixed: boolean;
}

const typeChoices = typeNames.map((value) => ({ value, label: types[value].label }));

/** The form of a definition: what it is called, what it holds, what is asked of it. */
export function DefinitionFields(props: DefinitionFieldsProps) {
  const { draft, onChange, errors, fixed } = props;
  return (
    <>
      <Field
        name="label"
        label="Label"
        value={draft.label}
        onChange={(label) => onChange({ label })}
        errors={errors}
        required
        autoFocus
        help="As people read it in forms, lists and on documents."
      />
      {fixed ? (
        <Fixed draft={draft} entity={props.entity} />
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
          }}
        >
          <Choice
            name="type"
            label="Type"
            value={draft.type}
            onChange={(type) => onChange({ type })}
            choices={typeChoices}
            errors={errors}
            help={types[draft.type].about}
          />
          <Field
            name="key"
            label="Key"
            value={draft.key}
            onChange={(key) => onChange({ key })}
            errors={errors}
            required
            help="For the API, imports and templates. Lower-case letters, digits and _; it cannot be changed later."
          />
        </Box>
      )}
      <Field
        name="help"
        label="Help"
        value={draft.help}
        onChange={(help) => onChange({ help })}
        errors={errors}
        help="Stands under the input: what to write, and where to find it."
      />
      <TypeOptions {...props} />
      <UseOptions {...props} />
    </>
  );
}

/** What cannot be changed any more, because values lie in it. */
function Fixed({ draft, entity }: Pick<DefinitionFieldsProps, 'draft' | 'entity'>) {
  const locale = useLocale();
  const field = fieldFrom(draft, entity);
  const standard = defaultOf(field);
  const facts = [
    types[draft.type].label + (field.references ? `: ${entities[field.references].one}` : ''),
    `key ${draft.key}`,
    ...(field.unique ? ['unique'] : []),
    ...(limitsOf(field, locale) ? [limitsOf(field, locale).replace(/\.$/, '').toLowerCase()] : []),
    ...(standard === null
      ? []
      : [
          `default ${typeof standard === 'number' ? formatNumber(standard, locale) : sayValue(field, standard, locale)}`,
        ]),
  ];
  return (
    <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: 'text.primary' }}>
        {facts.join(' · ')}
      </Box>
      <br />
      These stay as they are, because values are stored by them.
    </Box>
  );
}
