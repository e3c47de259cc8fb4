import { useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { Alert, AlertTitle, Box, Checkbox, FormControlLabel } from '@mui/material';
import { withDates } from '@backhaul/design';
import { AskPlace } from './form/askPlace.ts';
import { useSentenceLocale } from './locale.ts';
import { ToneChip } from './StatusChip.tsx';

export interface Warned {
  code: string;
  message: string;
}

/** What is asked before something unusual is done; blocked until it is answered. */
export interface Asked {
  warnings: readonly Warned[];
  accepted: boolean;
  blocked: boolean;
  accept: (yes: boolean) => void;
}

/** Keeps the answer for these warnings: others have to be answered anew. */
export function useAsked(warnings: readonly Warned[]): Asked {
  const [answered, setAnswered] = useState('');
  const asked = warnings.map((warning) => warning.message).join(' ');
  const accepted = asked !== '' && answered === asked;
  return {
    warnings,
    accepted,
    blocked: asked !== '' && !accepted,
    accept: (yes) => setAnswered(yes ? asked : ''),
  };
}

const shortly: Record<string, string> = { FAR_DATE: 'Dated over a year away' };

/** Beside a title: what is unusual about what stands here, for as long as it stands. */
export function WarningChips({ warnings }: { warnings: readonly Warned[] }) {
  const locale = useSentenceLocale();
  return (
    <>
      {warnings.map(({ code, message }) => (
        <ToneChip
          key={code}
          tone="due"
          icon="alert"
          label={shortly[code] ?? withDates(message, locale)}
          title={withDates(message, locale)}
        />
      ))}
    </>
  );
}

/**
 * What is unusual, why, and the box to tick before it goes on: in a dialog beside its buttons, where it is seen however
 * much stands above it. Nothing without warnings.
 */
export function Warnings({ asked, goOn }: { asked: Asked; goOn: string }) {
  const locale = useSentenceLocale();
  const place = useContext(AskPlace);
  if (asked.warnings.length === 0) return null;
  const tick = (
    <FormControlLabel
      control={
        <Checkbox size="small" checked={asked.accepted} onChange={(_, yes) => asked.accept(yes)} />
      }
      label={goOn}
    />
  );
  return (
    <Alert
      severity="warning"
      variant="outlined"
      role="status"
      sx={{ '& .MuiAlert-message': { overflowWrap: 'anywhere', flex: 1 } }}
    >
      <AlertTitle>Is this meant?</AlertTitle>
      {asked.warnings.map((warning) => (
        <Box key={warning.message}>{withDates(warning.message, locale)}</Box>
      ))}
      {place ? createPortal(tick, place) : tick}
    </Alert>
  );
}
