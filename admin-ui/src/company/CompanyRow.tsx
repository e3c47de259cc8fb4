import { TextField } from '@mui/material';
import { SettingFrame } from '../settings/SettingFrame.tsx';
import { inheritedOf, printIban, type Company, type CompanyKey } from './api.ts';
import { ColourControl } from './ColourControl.tsx';
import type { CompanyField } from './fields.ts';
import { LogoControl } from './LogoControl.tsx';

interface CompanyRowProps {
  field: CompanyField;
  company: Company;
  value: string;
  change: string | null | undefined;
  error: string | undefined;
  mayWrite: boolean;
  onChange: (value: string | null | undefined) => void;
}

/** One detail in its frame: its input, where it comes from, the way back to inheriting. A document sets its lines itself, so a pasted line break becomes a space. */
export function CompanyRow({
  field,
  company,
  value,
  change,
  error,
  mayWrite,
  onChange,
}: CompanyRowProps) {
  const common = { value, disabled: !mayWrite, onChange };
  return (
    <SettingFrame
      label={field.label}
      help={field.help}
      provenance={company.provenance.find(({ key }) => key === field.key)}
      change={change}
      mayWrite={mayWrite}
      error={error}
      inherited={sayInherited(field.key, inheritedOf(company, field.key))}
      builtIn={value ? (field.builtIn ?? 'not set') : 'not set'}
      onChange={onChange}
    >
      {(ids) => {
        if (field.key === 'logoFileId') return <LogoControl {...common} {...ids} />;
        if (field.key === 'colour')
          return <ColourControl {...common} {...ids} error={error !== undefined} />;
        return (
          <TextField
            {...(field.multiline
              ? { multiline: true, minRows: 3 }
              : { type: field.type ?? 'text' })}
            margin="none"
            fullWidth={false}
            disabled={!mayWrite}
            error={error !== undefined}
            name={field.key}
            value={field.key === 'iban' && change === undefined ? printIban(value) : value}
            onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
            sx={{ width: '100%', maxWidth: field.width ? `${field.width}ch` : 380 }}
            slotProps={{
              htmlInput: {
                'aria-labelledby': ids.labelId,
                'aria-describedby': ids.describedBy,
                autoComplete: 'off',
                dir: 'auto',
                spellCheck: field.multiline ?? false,
              },
            }}
          />
        );
      }}
    </SettingFrame>
  );
}

function sayInherited(key: CompanyKey, value: string): string {
  if (key === 'logoFileId') return value ? 'the logo of a partner above' : 'no logo';
  return value || 'nothing';
}
