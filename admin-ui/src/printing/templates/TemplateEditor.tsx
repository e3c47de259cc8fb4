import { protectsAccount } from '@backhaul/domain/messages/protects';
import { useRef, useState } from 'react';
import { Box, useMediaQuery, type Theme } from '@mui/material';
import type { TemplateKind } from '../../generated/graphql.ts';
import { SentForm } from '../../kit/form/SentForm.tsx';
import { LeaveGuard, useCan } from '../../kit/index.ts';
import type { Template } from './api.ts';
import { HistoryPane } from './HistoryPane.tsx';
import type { Pane } from './panes.ts';
import { PaneTabs } from './PaneTabs.tsx';
import { usePreview } from './preview.ts';
import { readProblems, type Problem } from './problems.ts';
import { ResetDialog } from './ResetDialog.tsx';
import { SidePane } from './SidePane.tsx';
import type { EditorHandle } from './SourceEditor.tsx';
import { SourcePane } from './SourcePane.tsx';
import { TemplateHeader } from './TemplateHeader.tsx';
import type { TrialRecord } from './TrialPicker.tsx';
import { TrialPreview } from './TrialPreview.tsx';
import { useTemplateDraft } from './useTemplateDraft.ts';
import { VariablesPane } from './VariablesPane.tsx';

/** A template beside what it makes: written on one side, looked at on the other; on a phone one at a time. */
export function TemplateEditor({
  partner,
  template,
}: {
  partner: { id: string; name: string };
  template: Template;
}) {
  const { kind } = template;
  const mayWrite = useMayWrite(kind);
  const wide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('md'), { noSsr: true });
  const editor = useRef<EditorHandle>(null);
  const subject = useRef<HTMLInputElement>(null);
  const [chosen, setPane] = useState<Pane>('source');
  const [trial, setTrial] = useState<TrialRecord | null>(null);
  const [resetting, setResetting] = useState(false);
  const { draft, dirty, change, discard, save, reset, saving, error } = useTemplateDraft(
    partner.id,
    template,
  );
  const preview = usePreview({ partnerId: partner.id, kind, draft, documentId: trial?.id ?? null });
  const problems = readProblems(preview.data?.errors ?? []);
  const pane = wide && chosen === 'source' ? 'preview' : chosen;

  const insert = (text: string) => editor.current?.insert(text);
  function goTo(problem: Problem): void {
    setPane(wide ? pane : 'source');
    if (problem.where === 'subject') subject.current?.focus();
    else editor.current?.goTo(problem.line, problem.column);
  }

  return (
    <SentForm
      onSubmit={() => {
        if (dirty) save();
      }}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        height: { md: 'calc(100dvh - 104px)' },
        minHeight: { md: 640 },
      }}
    >
      <TemplateHeader
        partner={partner}
        template={template}
        mayWrite={mayWrite}
        dirty={dirty}
        saving={saving}
        error={error}
        onReset={() => setResetting(true)}
        onDiscard={discard}
      />
      {!wide && (
        <PaneTabs
          panes={['source', 'preview', 'variables', 'history']}
          open={pane}
          onOpen={setPane}
        />
      )}
      <Box
        sx={{
          flex: 1,
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          gridTemplateRows: 'minmax(0, 1fr)',
          minHeight: 0,
        }}
      >
        <SourcePane
          shown={wide || pane === 'source'}
          role={wide ? 'region' : 'tabpanel'}
          kind={kind}
          draft={draft}
          problems={problems}
          readOnly={!mayWrite}
          subject={subject}
          editor={editor}
          onChange={change}
          onInsert={insert}
          onGoTo={goTo}
        />
        <SidePane open={pane} beside={wide} onOpen={setPane}>
          {pane === 'preview' && (
            <TrialPreview
              kind={kind}
              partnerId={partner.id}
              preview={preview}
              stale={problems.length > 0}
              trial={trial}
              onTrial={setTrial}
            />
          )}
          {pane === 'variables' && (
            <VariablesPane
              kind={kind}
              readOnly={!mayWrite}
              onInsert={(text) => {
                insert(text);
                if (!wide) setPane('source');
              }}
            />
          )}
          {pane === 'history' && (
            <HistoryPane
              history={template.history}
              draft={draft}
              mayWrite={mayWrite}
              onBringBack={(version) => {
                change(version);
                setPane('source');
              }}
            />
          )}
        </SidePane>
      </Box>
      {resetting && (
        <ResetDialog
          kind={kind}
          partnerName={partner.name}
          onReset={reset}
          onClose={() => setResetting(false)}
        />
      )}
      <LeaveGuard when={dirty} words="The template you changed is not saved yet. Leave anyway?" />
    </SentForm>
  );
}

/** Whether the viewer may change templates of a kind. */
function useMayWrite(kind: TemplateKind): boolean {
  const mayWriteTemplates = useCan('settings:write');
  // whoever writes a link to set a password decides where it leads, and a warning whether it warns
  const mayChangeUsers = useCan('users:write');
  return mayWriteTemplates && (mayChangeUsers || !protectsAccount(kind));
}
