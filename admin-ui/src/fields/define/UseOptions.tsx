import { useId } from 'react';
import {
  Box,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormHelperText,
  FormLabel,
  Radio,
  RadioGroup,
} from '@mui/material';
import type { FieldErrors } from '../../kit/form/useSubmit.ts';
import type { PortalAccess } from '../../generated/graphql.ts';
import type { Entity } from '../api.ts';
import { entities, inPortal, portalAccess } from '../words.ts';
import { abilitiesOf, type DefinitionDraft } from './definition.ts';

interface UseOptionsProps {
  draft: DefinitionDraft;
  entity: Entity;
  onChange: (change: Partial<DefinitionDraft>) => void;
  errors: FieldErrors;
  fixed: boolean;
}

/** What the field asks of records, and where it shows. */
export function UseOptions({ draft, entity, onChange, errors, fixed }: UseOptionsProps) {
  const can = abilitiesOf(draft.type);
  const { one, many, any } = entities[entity];
  const portal = Object.keys(portalAccess) as PortalAccess[];
  return (
    <>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Tick
          label="Required"
          help={`No ${one} can be saved without it. Those that exist keep working; the next edit asks for it.`}
          checked={draft.required}
          onChange={(required) => onChange({ required })}
          problem={errors.required}
        />
        {can.unique && !fixed && (
          <Tick
            label="Unique"
            help={`No two ${many} have the same, as with a serial number. Cannot be changed later, and leaves no room for a default.`}
            checked={draft.unique}
            onChange={(unique) => onChange({ unique })}
            problem={errors.unique}
          />
        )}
        <Tick
          label={`Show in the list of ${many}`}
          help="As a column that can be sorted and hidden."
          checked={draft.showInList}
          onChange={(showInList) => onChange({ showInList })}
          problem={errors.showInList}
        />
        {can.searchable && (
          <Tick
            label={`Search finds ${any} by it`}
            help="In the search box of lists and in the command palette."
            checked={draft.searchable}
            onChange={(searchable) => onChange({ searchable })}
            problem={errors.searchable}
          />
        )}
      </Box>
      {inPortal.has(entity) && (
        <FormControl>
          <FormLabel
            id="portal-access"
            sx={{ fontSize: '0.8125rem', fontWeight: 600, color: 'text.primary' }}
          >
            In the customers’ portal
          </FormLabel>
          <RadioGroup
            row
            aria-labelledby="portal-access"
            value={draft.portal}
            onChange={(_, value) =>
              onChange({ portal: portal.find((each) => each === value) ?? 'HIDDEN' })
            }
          >
            {portal
              .filter((access) => access !== 'EDIT' || entity === 'CUSTOMER')
              .map((access) => (
                <FormControlLabel
                  key={access}
                  value={access}
                  control={<Radio size="small" />}
                  label={portalAccess[access].label}
                />
              ))}
          </RadioGroup>
          <FormHelperText>{portalAccess[draft.portal].about}</FormHelperText>
        </FormControl>
      )}
    </>
  );
}

interface TickProps {
  label: string;
  help: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  problem: string | undefined;
}

function Tick({ label, help, checked, onChange, problem }: TickProps) {
  const id = useId();
  return (
    <Box>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            size="small"
            checked={checked}
            onChange={(_, on) => onChange(on)}
            slotProps={{
              input: { 'aria-describedby': id, ...(problem ? { 'aria-invalid': true } : {}) },
            }}
            sx={{ paddingBlock: 0.25 }}
          />
        }
      />
      <FormHelperText
        id={id}
        error={Boolean(problem)}
        sx={{ marginBlockStart: 0, marginInlineStart: '27px' }}
      >
        {problem ?? help}
      </FormHelperText>
    </Box>
  );
}
