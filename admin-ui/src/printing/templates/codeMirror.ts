import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState, type Text } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { Problem } from './problems.ts';

/** What the editor looks for: comments, placeholders, and the ends and names of tags. */
const parts = new MatchDecorator({
  regexp: /<!--.*?-->|\{\{!.*?\}\}|\{\{\{?[#/^]?.*?\}?\}\}|<\/?[a-zA-Z][\w-]*|\/?>/g,
  decoration: ([text = '']) => {
    if (text.startsWith('<!--') || text.startsWith('{{!'))
      return Decoration.mark({ class: 'cm-remark' });
    if (/^\{\{\{?[#/^]/.test(text) || text.startsWith('{{else'))
      return Decoration.mark({ class: 'cm-block' });
    return Decoration.mark({ class: text.startsWith('{{') ? 'cm-value' : 'cm-tag' });
  },
});

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = parts.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = parts.updateDeco(update, this.decorations);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

export interface Editor {
  setText: (text: string) => void;
  setProblems: (problems: readonly Problem[]) => void;
  setReadOnly: (readOnly: boolean) => void;
  insert: (text: string) => void;
  goTo: (line: number, column: number) => void;
  destroy: () => void;
}

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  dark: boolean;
  onChange: (text: string) => void;
}

function positionOf(text: Text, line: number, column: number): number {
  const found = text.line(Math.min(Math.max(line, 1), text.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

function diagnosticOf(text: Text, { line, column, words }: Problem): Diagnostic {
  const from = positionOf(text, line, column);
  return {
    from,
    to: Math.max(from, Math.min(text.lineAt(from).to, from + 12)),
    severity: 'error',
    message: words,
  };
}

/** The text of a template with line numbers, its parts in colours, and what is wrong marked where it stands. */
export function createEditor({ parent, text, label, dark, onChange }: EditorOptions): Editor {
  const writable = new Compartment();
  const locked = (readOnly: boolean) => [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
  ];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        colours,
        EditorView.lineWrapping,
        // Tab leaves the editor, as it leaves every other field.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          spellcheck: 'false',
          tabindex: '0',
        }),
        EditorView.theme({}, { dark }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        writable.of(locked(false)),
      ],
    }),
  });
  return {
    setText: (next) => {
      const { doc } = view.state;
      if (doc.toString() !== next)
        view.dispatch({ changes: { from: 0, to: doc.length, insert: next } });
    },
    setProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnosticOf(view.state.doc, problem)),
        ),
      ),
    setReadOnly: (readOnly) => view.dispatch({ effects: writable.reconfigure(locked(readOnly)) }),
    insert: (piece) => {
      view.dispatch(view.state.replaceSelection(piece), { scrollIntoView: true });
      view.focus();
    },
    goTo: (line, column) => {
      view.dispatch({
        selection: { anchor: positionOf(view.state.doc, line, column) },
        scrollIntoView: true,
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
