import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { monoFamily } from '@backhaul/design';
import { EmptyState, InstantText } from '../../kit/index.ts';
import type { Template } from './api.ts';
import { changedParts, diffLines } from './diff.ts';
import type { Draft } from './preview.ts';

interface HistoryPaneProps {
  history: Template['history'];
  draft: Draft;
  mayWrite: boolean;
  onBringBack: (draft: Draft) => void;
}

/**
 * What this partner changed, newest first: who and when, how it differs from what stands in the
 * editor, and the way back.
 */
export function HistoryPane({ history, draft, mayWrite, onBringBack }: HistoryPaneProps) {
  const [open, setOpen] = useState<string | null>(null);
  if (history.length === 0)
    return (
      <EmptyState small title="Nothing was changed here yet">
        Every version saved here stays in this list, with who saved it, and can be brought back.
      </EmptyState>
    );
  return (
    <Box component="ol" aria-label="Versions" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {history.map(({ id, source, subject, changedBy, changedAt }, index) => (
        <Box
          component="li"
          key={id}
          sx={{ paddingBlock: 1.25, borderBlockEnd: '1px solid', borderColor: 'divider' }}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
              <Box sx={{ fontWeight: 600 }}>
                {source === null
                  ? 'Returned to the inherited one'
                  : index === 0
                    ? 'Saved; in use'
                    : 'Saved'}
              </Box>
              <Box
                sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}
              >
                <InstantText at={changedAt} exact /> by {changedBy}
              </Box>
            </Box>
            {source !== null && (
              <Button
                size="small"
                aria-expanded={open === id}
                onClick={() => setOpen(open === id ? null : id)}
              >
                {open === id ? 'Hide differences' : 'Compare'}
              </Button>
            )}
            {source !== null && mayWrite && (
              <Button
                size="small"
                variant="outlined"
                disabled={source === draft.source && (subject ?? draft.subject) === draft.subject}
                onClick={() => onBringBack({ source, subject: subject ?? draft.subject })}
              >
                Bring back this version
              </Button>
            )}
          </Box>
          {source !== null && open === id && (
            <Differences version={{ source, subject: subject ?? draft.subject }} draft={draft} />
          )}
        </Box>
      ))}
    </Box>
  );
}

/** From that version to what stands in the editor: lines taken out and put in. */
function Differences({ version, draft }: { version: Draft; draft: Draft }) {
  const lines = diffLines(version.source, draft.source);
  if (lines === null)
    return (
      <Box sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
        Both are too long to be compared here.
      </Box>
    );
  const parts = changedParts(lines);
  const subjects = version.subject !== draft.subject;
  if (parts.length === 0 && !subjects)
    return (
      <Box sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
        It is what stands in the editor.
      </Box>
    );
  return (
    <Box
      role="region"
      aria-label="From this version to the editor"
      tabIndex={0}
      sx={{
        marginBlockStart: 1,
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'auto',
        maxHeight: 420,
        fontFamily: monoFamily,
        fontSize: '0.75rem',
        lineHeight: 1.6,
      }}
    >
      {subjects && (
        <>
          <Line sign="-" text={`Subject: ${version.subject}`} />
          <Line sign="+" text={`Subject: ${draft.subject}`} />
        </>
      )}
      {parts.map((part, index) =>
        part ? (
          <Line key={index} {...part} />
        ) : (
          <Box
            key={index}
            aria-hidden="true"
            sx={{ paddingInline: 1, color: 'text.secondary', backgroundColor: 'action.hover' }}
          >
            ⋯
          </Box>
        ),
      )}
    </Box>
  );
}

const tint = {
  '+': { backgroundColor: 'success.light', color: 'success.main' },
  '-': { backgroundColor: 'error.light', color: 'error.main' },
  ' ': {},
} as const;

function Line({ sign, text }: { sign: '+' | '-' | ' '; text: string }) {
  return (
    <Box
      sx={[
        {
          display: 'flex',
          gap: 1,
          paddingInline: 1,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        },
        tint[sign],
      ]}
    >
      <span
        aria-label={sign === '+' ? 'in the editor' : sign === '-' ? 'in this version' : undefined}
        role={sign === ' ' ? undefined : 'img'}
      >
        {sign === '-' ? '−' : sign}
      </span>
      <span>{text}</span>
    </Box>
  );
}
