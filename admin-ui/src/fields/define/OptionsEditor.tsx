import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { Box, Button, FormHelperText, FormLabel, IconButton, TextField } from '@mui/material';
import { Icon } from '../../kit/icons.tsx';

interface OptionsEditorProps {
  options: readonly string[];
  onChange: (options: readonly string[]) => void;
  problem?: string | undefined;
}

/** The options of a choice in their order. Enter goes on to the next; several lines can be pasted at once. */
export function OptionsEditor({ options, onChange, problem }: OptionsEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  const focus = (index: number) =>
    list.current?.querySelectorAll<HTMLInputElement>('input')[index]?.focus();
  // Drawn at once, so that what is typed next goes into the new input.
  const changeAndFocus = (next: readonly string[], index: number) => {
    flushSync(() => onChange(next));
    focus(index);
  };
  const set = (index: number, text: string) =>
    onChange(options.map((option, at) => (at === index ? text : option)));
  const move = (index: number, by: -1 | 1) => {
    const next = [...options];
    [next[index], next[index + by]] = [next[index + by]!, next[index]!];
    onChange(next);
  };
  const insert = (index: number) =>
    changeAndFocus([...options.slice(0, index), '', ...options.slice(index)], index);
  const paste = (index: number, event: React.ClipboardEvent) => {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    onChange(
      [...options.slice(0, index), ...lines, ...options.slice(index + 1)].filter(
        (option, at) => option !== '' || at < index,
      ),
    );
  };
  return (
    <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <FormLabel
        component="legend"
        error={Boolean(problem)}
        sx={{
          fontSize: '0.8125rem',
          fontWeight: 600,
          color: 'text.primary',
          marginBlockEnd: '5px',
        }}
      >
        Options *
      </FormLabel>
      <Box
        component="ol"
        ref={list}
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 0.75 }}
      >
        {options.map((option, index) => {
          const called = option || `option ${index + 1}`;
          return (
            <Box
              component="li"
              key={index}
              sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}
            >
              <TextField
                value={option}
                onChange={(event) => set(index, event.target.value)}
                margin="none"
                size="small"
                autoComplete="off"
                error={Boolean(problem)}
                onPaste={(event) => paste(index, event)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && option.trim()) {
                    event.preventDefault();
                    if (index === options.length - 1) insert(index + 1);
                    else focus(index + 1);
                  }
                }}
                slotProps={{ htmlInput: { 'aria-label': `Option ${index + 1}`, maxLength: 100 } }}
              />
              <IconButton
                size="small"
                aria-label={`Move ${called} up`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <Icon name="up" size={16} />
              </IconButton>
              <IconButton
                size="small"
                aria-label={`Move ${called} down`}
                disabled={index === options.length - 1}
                onClick={() => move(index, 1)}
              >
                <Icon name="down" size={16} />
              </IconButton>
              <IconButton
                size="small"
                aria-label={`Remove ${called}`}
                disabled={options.length === 1}
                onClick={() =>
                  changeAndFocus(
                    options.filter((_, at) => at !== index),
                    Math.max(0, index - 1),
                  )
                }
              >
                <Icon name="close" size={16} />
              </IconButton>
            </Box>
          );
        })}
      </Box>
      <Button size="small" sx={{ marginBlockStart: 0.5 }} onClick={() => insert(options.length)}>
        Add an option
      </Button>
      <FormHelperText error={Boolean(problem)}>
        {problem ??
          'In the order in which they are offered. Many at once can be pasted, one a line.'}
      </FormHelperText>
    </Box>
  );
}
