import { useState } from 'react';
import { Box } from '@mui/material';
import type { Entity } from '../api.ts';
import type { Referred } from '../../kit/office/reference.ts';
import { RecordPicker } from '../../kit/pick/RecordPicker.tsx';
import { useReference, useReferences, NOT_THERE } from '../references.ts';
import { entities } from '../words.ts';
import type { InputProps } from './inputProps.ts';

/** Another record, found while its name or number is typed. */
export function ReferenceInput({
  field,
  draft,
  onChange,
  problem,
  hint,
  name,
  disabled,
}: InputProps) {
  const entity: Entity = field.references ?? 'CUSTOMER';
  const id = typeof draft === 'string' ? draft : '';
  const [picked, setPicked] = useState<Referred | null>(null);
  const stored = useReference(entity, picked?.id === id ? '' : id);
  const unknown: Referred = {
    id,
    label: stored.isPending ? '…' : NOT_THERE,
    detail: '',
  };
  const value = id === '' ? null : picked?.id === id ? picked : (stored.data ?? unknown);
  return (
    <RecordPicker<Referred>
      {...useReferences(entity)}
      label={field.label}
      name={name}
      required={field.required}
      value={value}
      onChange={(chosen) => {
        setPicked(chosen);
        onChange(chosen?.id ?? '');
      }}
      queryKey={['references', entity, 'find']}
      labelOf={({ label }) => label}
      option={({ label, detail }) => (
        <>
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {label}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {detail}
          </Box>
        </>
      )}
      none={`No ${entities[entity].one} found`}
      failed="They could not be loaded"
      disabled={disabled ?? false}
      error={problem}
      help={hint}
      placeholder={`Find ${entities[entity].any}`}
    />
  );
}
