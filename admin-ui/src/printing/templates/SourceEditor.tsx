import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { Box, useTheme, type Theme } from '@mui/material';
import { dark as darkTokens, light as lightTokens, monoFamily } from '@backhaul/design';
import { createEditor, type Editor } from './codeMirror.ts';
import type { Problem } from './problems.ts';

/** What the page around can do with the text. */
export interface EditorHandle {
  insert: (text: string) => void;
  goTo: (line: number, column: number) => void;
}

interface SourceEditorProps {
  handle: Ref<EditorHandle>;
  label: string;
  value: string;
  problems: readonly Problem[];
  readOnly: boolean;
  onChange: (value: string) => void;
}

/** The source of a template. A chunk of its own: nobody else needs the editor it brings. */
export function SourceEditor({
  handle,
  label,
  value,
  problems,
  readOnly,
  onChange,
}: SourceEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const dark = useTheme().palette.mode === 'dark';
  // The editor is made once; what it tells and shows is always the newest.
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  useEffect(() => {
    if (!holder.current) return;
    const made = createEditor({
      parent: holder.current,
      text: latest.current.value,
      label,
      dark,
      onChange: (text) => latest.current.onChange(text),
    });
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, [label, dark]);
  useEffect(() => editor.current?.setText(value), [value]);
  useEffect(() => editor.current?.setProblems(problems), [problems, dark]);
  useEffect(() => editor.current?.setReadOnly(readOnly), [readOnly, dark]);
  useImperativeHandle(
    handle,
    () => ({
      insert: (text) => editor.current?.insert(text),
      goTo: (line, column) => editor.current?.goTo(line, column),
    }),
    [],
  );
  return <Box ref={holder} sx={look} />;
}

const tokens = (theme: Theme) => (theme.palette.mode === 'dark' ? darkTokens : lightTokens).tones;

const look = {
  minHeight: 0,
  height: '100%',
  overflow: 'hidden',
  '& .cm-editor': {
    height: '100%',
    fontSize: '0.8125rem',
    backgroundColor: 'background.paper',
    color: 'text.primary',
  },
  '& .cm-editor.cm-focused': { outline: 'none' },
  '& .cm-scroller': { fontFamily: monoFamily, lineHeight: 1.6, overflow: 'auto' },
  '& .cm-gutters': {
    backgroundColor: 'background.default',
    color: 'text.secondary',
    borderInlineEnd: '1px solid',
    borderColor: 'divider',
  },
  '& .cm-activeLine, & .cm-activeLineGutter': { backgroundColor: 'action.hover' },
  '& .cm-cursor': { borderColor: 'text.primary' },
  '& .cm-tag': { color: 'text.secondary' },
  '& .cm-value': { color: 'primary.main', fontWeight: 600 },
  '& .cm-block': { color: (theme: Theme) => tokens(theme).waiting.fg, fontWeight: 600 },
  '& .cm-remark': { color: 'text.secondary', fontStyle: 'italic' },
  '& .cm-tooltip': {
    backgroundColor: 'background.paper',
    color: 'text.primary',
    borderColor: 'divider',
    borderRadius: 1,
    overflow: 'hidden',
  },
} as const;
