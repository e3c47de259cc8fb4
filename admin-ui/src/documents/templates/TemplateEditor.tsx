import { lazy, Suspense, useRef, useState } from 'react';
import { Box, Button, Card, Tab, Tabs, TextField, useMediaQuery, type Theme } from '@mui/material';
import { BlockSkeleton, ErrorState, LeaveGuard, PageHeader, ToneChip, useCan } from '../../shared/index.ts';
import { ApiError } from '../../api/client.ts';
import type { Template } from './api.ts';
import { HistoryPane } from './HistoryPane.tsx';
import { isMail, kindWords, sayKind } from './kinds.ts';
import { PictureButton } from './PictureButton.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import { usePreview } from './preview.ts';
import { Problems } from './Problems.tsx';
import { readProblems, type Problem } from './problems.ts';
import { ResetDialog } from './ResetDialog.tsx';
import type { EditorHandle } from './SourceEditor.tsx';
import { TemplateOrigin } from './TemplateOrigin.tsx';
import { TrialPicker, type TrialRecord } from './TrialPicker.tsx';
import { useTemplateDraft } from './useTemplateDraft.ts';
import { VariablesPane } from './VariablesPane.tsx';

const SourceEditor = lazy(() => import('./SourceEditor.tsx'));

type Pane = 'source' | 'preview' | 'variables' | 'history';
const paneNames: Record<Pane, string> = { source: 'Source', preview: 'Preview', variables: 'Variables', history: 'History' };

/** A template beside what it makes: written on one side, looked at on the other; on a phone one at a time. */
export function TemplateEditor({ partner, template }: { partner: { id: string; name: string }; template: Template }) {
  const { kind } = template;
  const mayWriteTemplates = useCan('settings:write');
  // whoever writes a mail with a link to set a password decides where the link leads
  const mayChangeUsers = useCan('users:write');
  const mayWrite = mayWriteTemplates && (mayChangeUsers || (kind !== 'RESET_MAIL' && kind !== 'WELCOME_MAIL'));
  const wide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('md'), { noSsr: true });
  const editor = useRef<EditorHandle>(null);
  const subject = useRef<HTMLInputElement>(null);
  const [chosen, setPane] = useState<Pane>('source');
  const [trial, setTrial] = useState<TrialRecord | null>(null);
  const [resetting, setResetting] = useState(false);
  const { draft, dirty, change, discard, save, reset, saving, error } = useTemplateDraft(partner.id, template);
  const preview = usePreview({ partnerId: partner.id, kind, draft, documentId: trial?.id ?? null });
  const problems = readProblems(preview.data?.errors ?? []);
  const pane = wide && chosen === 'source' ? 'preview' : chosen;
  const trialKind = kindWords[kind].trial;
  const marked = error instanceof ApiError && ('source' in error.fields || 'subject' in error.fields);

  function goTo(problem: Problem): void {
    setPane(wide ? pane : 'source');
    if (problem.where === 'subject') subject.current?.focus();
    else editor.current?.goTo(problem.line, problem.column);
  }

  return (
    <Box component="form" onSubmit={(event) => { event.preventDefault(); if (dirty) save(); }} sx={{ display: 'flex', flexDirection: 'column', height: { md: 'calc(100dvh - 104px)' }, minHeight: { md: 640 } }}>
      <PageHeader
        title={`${sayKind(kind)} template`}
        aside={dirty && <ToneChip tone="waiting" label="Not saved" />}
        description={<>{partner.name} · <TemplateOrigin template={template} partnerId={partner.id} /></>}
        back={{ label: 'Templates', to: `/settings/templates?partner=${partner.id}` }}
        actions={mayWrite && (
          <>
            {!template.inherited && <Button variant="outlined" onClick={() => setResetting(true)}>Reset to inherited</Button>}
            {dirty && <Button variant="outlined" onClick={discard}>Discard changes</Button>}
            <Button type="submit" variant="contained" disabled={!dirty} loading={saving}>Save template</Button>
          </>
        )}
      />
      {error && (
        <Box sx={{ marginBlockEnd: 2 }}>
          <ErrorState error={marked ? new Error('Mend what is marked below, then save again. What is in use stays as it was.') : error} what="The template was not saved." />
        </Box>
      )}
      {!wide && <PaneTabs panes={['source', 'preview', 'variables', 'history']} open={pane} onOpen={setPane} />}
      <Box sx={{ flex: 1, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' }, gridTemplateRows: 'minmax(0, 1fr)', minHeight: 0 }}>
        <Card role={wide ? 'region' : 'tabpanel'} aria-label="Source" sx={{ display: wide || pane === 'source' ? 'flex' : 'none', flexDirection: 'column', overflow: 'hidden', ...paneHeight }}>
          {isMail(kind) && <Box sx={{ padding: 1.5, borderBlockEnd: '1px solid', borderColor: 'divider' }}><TextField inputRef={subject} label="Subject" value={draft.subject} onChange={(event) => change({ subject: event.target.value })} disabled={!mayWrite} error={problems.some(({ where }) => where === 'subject')} margin="none" fullWidth size="small" autoComplete="off" /></Box>}
          {mayWrite && !isMail(kind) && <PictureButton onInsert={(text) => editor.current?.insert(text)} />}
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <Suspense fallback={<Box sx={{ padding: 2 }}><BlockSkeleton lines={14} /></Box>}>
              <SourceEditor handle={editor} label={`Source of the ${sayKind(kind).toLowerCase()} template`} value={draft.source} problems={problems.filter(({ where }) => where === 'source')} readOnly={!mayWrite} onChange={(source) => change({ source })} />
            </Suspense>
          </Box>
          <Problems problems={problems} onGoTo={goTo} />
        </Card>
        <Card sx={{ display: wide || pane !== 'source' ? 'flex' : 'none', flexDirection: 'column', overflow: 'hidden', ...paneHeight }}>
          {wide && <PaneTabs panes={['preview', 'variables', 'history']} open={pane} onOpen={setPane} />}
          <Box role="tabpanel" id={`pane-${pane}`} aria-label={paneNames[pane]} tabIndex={0} sx={{ flex: 1, minHeight: 0, overflowY: 'auto', padding: { xs: 1.5, sm: 2 }, ...(pane === 'preview' && { backgroundColor: 'background.default' }) }}>
            {pane === 'preview' && (
              <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
                {trialKind ? <TrialPicker trial={trialKind} partnerId={partner.id} value={trial} onChange={setTrial} /> : <Box sx={{ color: 'text.secondary' }}>Shown with sample data.</Box>}
                <PreviewPane kind={kind} shown={preview.good} stale={problems.length > 0} error={preview.error} waiting={preview.isFetching} onRetry={() => void preview.refetch()} />
              </Box>
            )}
            {pane === 'variables' && <VariablesPane kind={kind} readOnly={!mayWrite} onInsert={(text) => { editor.current?.insert(text); if (!wide) setPane('source'); }} />}
            {pane === 'history' && <HistoryPane history={template.history} draft={draft} mayWrite={mayWrite} onBringBack={(version) => { change(version); setPane('source'); }} />}
          </Box>
        </Card>
      </Box>
      {resetting && <ResetDialog kind={kind} partnerName={partner.name} onReset={reset} onClose={() => setResetting(false)} />}
      <LeaveGuard when={dirty} words="The template you changed is not saved yet. Leave anyway?" />
    </Box>
  );
}

const paneHeight = { height: { xs: 'calc(100dvh - 210px)', md: 'auto' }, minHeight: { xs: 420, md: 0 } } as const;

function PaneTabs({ panes, open, onOpen }: { panes: readonly Pane[]; open: Pane; onOpen: (pane: Pane) => void }) {
  return (
    <Tabs value={open} onChange={(_, next: Pane) => onOpen(next)} variant="scrollable" aria-label="Parts of the template" sx={{ borderBlockEnd: '1px solid', borderColor: 'divider', flexShrink: 0, marginBlockEnd: { xs: 1.5, md: 0 } }}>
      {panes.map((pane) => <Tab key={pane} value={pane} label={paneNames[pane]} />)}
    </Tabs>
  );
}
