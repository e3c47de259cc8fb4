import { useEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';
import { fieldsOf } from '../../api/errors.ts';
import { apiErrorOf, ErrorState } from '../ErrorState.tsx';

/** Fields that people know by other words than the API. */
const NAMES: Readonly<Record<string, string>> = {
  vatId: 'VAT number',
  csv: 'The file',
};

/** "lines.0.taxRateId" as people say it: "Tax rate"; a message away from its field names it. */
function nameOf(path: string): string {
  const [last = ''] = path
    .split('.')
    .reverse()
    .filter((step) => !/^\d+$/.test(step));
  if (Object.hasOwn(NAMES, last)) return NAMES[last];
  const words = last
    .replace(/Id$/, '')
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The messages that fields of a form show, each with its field's name. */
function shownBy(form: Element): { name: string | null; message: string }[] {
  return [...form.querySelectorAll('.MuiFormHelperText-root.Mui-error')].map((help) => ({
    name:
      help.closest('.MuiFormControl-root')?.querySelector('[name]')?.getAttribute('name') ?? null,
    message: help.textContent,
  }));
}

/** The messages that no field shows: each field's is one message's, its own before another of the same words. */
function unshown(fields: [string, string][], form: Element): [string, string][] {
  const shown = shownBy(form);
  const without = (
    left: [string, string][],
    fits: (path: string, name: string | null) => boolean,
  ) =>
    left.filter(([path, message]) => {
      const at = shown.findIndex((each) => each.message === message && fits(path, each.name));
      if (at >= 0) shown.splice(at, 1);
      return at < 0;
    });
  const others = without(fields, (path, name) => path === name);
  return without(others, () => true);
}

/** Says what failed, and why where no field of the form says it already. */
export function FormError({ error, failure }: { error: unknown; failure: string }) {
  if (!error) return null;
  const fields = fieldsOf(error);
  if (Object.keys(fields).length > 0) return <FieldsFailed fields={fields} failure={failure} />;
  const unreached = apiErrorOf(error)?.code === 'NETWORK';
  return (
    <ErrorState
      error={error}
      what={unreached ? `${failure} Nothing you typed is lost.` : failure}
    />
  );
}

function FieldsFailed({
  fields,
  failure,
}: {
  fields: Readonly<Record<string, string>>;
  failure: string;
}) {
  const place = useRef<HTMLElement>(null);
  const [others, setOthers] = useState<{ of: object; left: [string, string][] }>();
  // Only the page knows which fields it has: those of a closed part of a form show nothing. A frame
  // later, for some show their messages a step after they come.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const form = place.current?.closest('form, [role=dialog], main') ?? document.body;
      setOthers({ of: fields, left: unshown(Object.entries(fields), form) });
    });
    return () => cancelAnimationFrame(frame);
  }, [fields]);
  const left = others?.of === fields ? others.left : [];
  return (
    <Box role="alert" ref={place} sx={{ color: 'error.main' }}>
      {failure}{' '}
      {left.map(([path, message]) => (
        <span key={path}>
          {nameOf(path)}: {message.charAt(0).toLowerCase() + message.slice(1)}{' '}
        </span>
      ))}
    </Box>
  );
}
