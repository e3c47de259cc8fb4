import { useState, type ReactNode } from 'react';
import { Box, Button } from '@mui/material';
import { Choice, MoneyField } from '../../kit/form/Fields.tsx';
import { FormError } from '../../kit/form/FormError.tsx';
import { SentForm } from '../../kit/form/SentForm.tsx';
import type { Submission } from '../../kit/form/useSubmit.ts';
import type { SettingValue } from '../../kit/settings/values.ts';
import { toText, type Setting } from './settings.ts';

interface SettingEditorProps {
  setting: Setting;
  value: SettingValue;
  currency: string;
  submission: Submission;
  onSave: (text: string) => void;
  onCancel: () => void;
  /** What it does, under what is typed. */
  effect?: (text: string) => ReactNode;
}

/** In line with the input, whose label stands above it. */
const besideLabel = { marginBlockStart: 3 } as const;

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;

/** One setting being changed, in its place. */
export function SettingEditor({
  setting,
  value,
  currency,
  submission,
  onSave,
  onCancel,
  effect,
}: SettingEditorProps) {
  const [text, setText] = useState(toText(value));
  const { shape } = setting.setting;
  const { options = {}, unit } = setting.words;
  const choices =
    shape.kind === 'yes-no'
      ? yesNo
      : (shape.kind === 'choice' || setting.words.options !== undefined) &&
        Object.entries(options).map(([option, label]) => ({ value: option, label }));
  const common = {
    name: setting.key,
    label: setting.words.label,
    errors: fieldErrors(submission, setting.key),
  };
  return (
    <SentForm
      fields={common.errors}
      onSubmit={() => onSave(text)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}
    >
      <Box sx={{ flex: '1 1 180px', maxWidth: 280 }}>
        {choices ? (
          <Choice {...common} value={text} onChange={setText} choices={choices} />
        ) : (
          <MoneyField
            {...common}
            value={text}
            onChange={setText}
            {...(shape.kind === 'amount' ? { currency } : unit ? { unit } : {})}
            autoFocus
          />
        )}
      </Box>
      <Button type="submit" variant="contained" disabled={submission.busy} sx={besideLabel}>
        Save
      </Button>
      <Button onClick={onCancel} disabled={submission.busy} sx={besideLabel}>
        Cancel
      </Button>
      {effect && <Box sx={{ flexBasis: '100%' }}>{effect(text)}</Box>}
      {!common.errors[setting.key] && (
        <Box sx={{ flexBasis: '100%' }}>
          <FormError error={submission.error} failure="It was not saved." />
        </Box>
      )}
    </SentForm>
  );
}

/** The server may name the field by its path inside the input. */
function fieldErrors({ fields }: Submission, key: string): Record<string, string> {
  const message = fields[key] ?? fields[`billing.${key}`];
  return message ? { [key]: message } : {};
}
