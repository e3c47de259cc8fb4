import { Suspense, type Ref } from 'react';
import { Box, TextField } from '@mui/material';
import type { TemplateKind } from '../../generated/graphql.ts';
import { BlockSkeleton } from '../../kit/index.ts';
import { page } from '../../kit/office/page.ts';
import { isMail, sayKind } from './kinds.ts';
import { PaneCard } from './PaneCard.tsx';
import { PictureButton } from './PictureButton.tsx';
import type { Draft } from './preview.ts';
import { Problems } from './Problems.tsx';
import type { Problem } from './problems.ts';
import type { EditorHandle } from './SourceEditor.tsx';

const SourceEditor = page('SourceEditor', () => import('./SourceEditor.tsx'));

interface SourcePaneProps {
  shown: boolean;
  role: 'region' | 'tabpanel';
  kind: TemplateKind;
  draft: Draft;
  problems: readonly Problem[];
  readOnly: boolean;
  subject: Ref<HTMLInputElement>;
  editor: Ref<EditorHandle>;
  onChange: (part: Partial<Draft>) => void;
  onInsert: (text: string) => void;
  onGoTo: (problem: Problem) => void;
}

/** Where a template is written: a mail with its subject, a document with pictures, either with what is wrong below. */
export function SourcePane({
  shown,
  role,
  kind,
  draft,
  problems,
  readOnly,
  subject,
  editor,
  onChange,
  onInsert,
  onGoTo,
}: SourcePaneProps) {
  return (
    <PaneCard shown={shown} role={role} label="Source">
      {isMail(kind) && (
        <Box sx={{ padding: 1.5, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
          <TextField
            inputRef={subject}
            label="Subject"
            value={draft.subject}
            onChange={(event) => onChange({ subject: event.target.value })}
            disabled={readOnly}
            error={problems.some(({ where }) => where === 'subject')}
            margin="none"
            fullWidth
            size="small"
            autoComplete="off"
          />
        </Box>
      )}
      {!readOnly && !isMail(kind) && <PictureButton onInsert={onInsert} />}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <Suspense
          fallback={
            <Box sx={{ padding: 2 }}>
              <BlockSkeleton lines={14} />
            </Box>
          }
        >
          <SourceEditor
            handle={editor}
            label={`Source of the ${sayKind(kind).toLowerCase()} template`}
            value={draft.source}
            problems={problems.filter(({ where }) => where === 'source')}
            readOnly={readOnly}
            onChange={(source) => onChange({ source })}
          />
        </Suspense>
      </Box>
      <Problems problems={problems} onGoTo={onGoTo} />
    </PaneCard>
  );
}
