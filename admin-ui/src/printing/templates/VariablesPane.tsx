import { useState } from 'react';
import { Box, ButtonBase, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { monoFamily } from '@backhaul/design';
import { request } from '../../api/client.ts';
import type { TemplateKind } from '../../generated/graphql.ts';
import { visuallyHidden } from '../../kit/visuallyHidden.ts';
import { BlockSkeleton, ErrorState } from '../../kit/index.ts';
import { VariablesQuery } from './api.ts';
import { grouped, insertionOf, type Variable } from './variables.ts';

const calls: readonly (readonly [text: string, about: string])[] = [
  ['{{#if document.paid}} … {{else}} … {{/if}}', 'only when there is a value'],
  ['{{#unless document.isDue}} … {{/unless}}', 'only when there is none'],
  ['{{money document.total document.currency}}', '1,234.50 EUR'],
  ['{{date document.dueDate "long"}}', 'also "short", "iso", "dots", "slashes", "us"'],
  ['{{percent taxPercent}}', '19 %'],
  ['{{number quantity}}', 'without zeros at its end'],
  ['{{word "total"}}', 'in the customer’s language; numbers and dates are then written in it too'],
  [
    '{{say "pleasePay" document.due document.dueDate}}',
    'the same as a sentence: what is given is bold',
  ],
  ['{{upper customer.name}}', 'in capitals'],
  ['{{default document.number "not issued yet"}}', 'words for when there is none'],
  ['{{#if (eq customer.status "BLOCKED")}} … {{/if}}', 'compares; also ne, and, or, not'],
  [
    '<img src="asset:…" alt="Our van" style="height:60pt">',
    'on pages, a picture of yours: Insert picture above the source writes it',
  ],
];

const mono = { fontFamily: monoFamily, fontSize: '0.8125rem', overflowWrap: 'anywhere' } as const;

interface VariablesPaneProps {
  kind: TemplateKind;
  readOnly: boolean;
  onInsert: (text: string) => void;
}

/**
 * All that templates of the kind can print, with what it is in the sample; a click writes it where
 * the cursor stands.
 */
export function VariablesPane({ kind, readOnly, onInsert }: VariablesPaneProps) {
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['template-variables', kind],
    queryFn: async () => (await request(VariablesQuery, { kind })).templateVariables,
    staleTime: Infinity,
  });
  if (error)
    return (
      <ErrorState
        error={error}
        what="The variables could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={10} />;
  const wanted = search.trim().toLowerCase();
  const groups = grouped(
    data.filter(({ path, example }) => `${path} ${example}`.toLowerCase().includes(wanted)),
  );
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextField
        type="search"
        label="Search variables"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        margin="none"
        size="small"
        autoComplete="off"
        sx={{ maxWidth: 360 }}
      />
      {groups.length === 0 && <Box role="status">No variable is called that.</Box>}
      {groups.map(({ title, inside, variables }) => (
        <Box key={title} component="section">
          <Typography variant="h3" sx={{ textTransform: 'capitalize' }}>
            {title}
          </Typography>
          {inside && (
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              inside{' '}
              <Box component="code" sx={mono}>
                {inside} … {'{{/each}}'}
              </Box>
            </Box>
          )}
          <Box
            component="ul"
            sx={{ listStyle: 'none', margin: 0, padding: 0, marginBlockStart: 0.5 }}
          >
            {variables.map((variable) => (
              <li key={variable.path}>
                <Entry variable={variable} readOnly={readOnly} onInsert={onInsert} />
              </li>
            ))}
          </Box>
        </Box>
      ))}
      {!wanted && (
        <Box component="section">
          <Typography variant="h3">What can be done with them</Typography>
          <Box component="dl" sx={{ margin: 0, marginBlockStart: 0.5 }}>
            {calls.map(([text, about]) => (
              <Box
                key={text}
                sx={{ paddingBlock: 0.5, borderBlockEnd: '1px solid', borderColor: 'divider' }}
              >
                <Box component="dt" sx={mono}>
                  {text}
                </Box>
                <Box
                  component="dd"
                  sx={{ margin: 0, color: 'text.secondary', fontSize: '0.8125rem' }}
                >
                  {about}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}

function Entry({
  variable,
  readOnly,
  onInsert,
}: {
  variable: Variable;
  readOnly: boolean;
  onInsert: (text: string) => void;
}) {
  const text = insertionOf(variable);
  const shown = text.split('\n').join(' … ').replace('    … ', ' ');
  return (
    <ButtonBase
      disabled={readOnly}
      title={variable.path}
      onClick={() => onInsert(text)}
      sx={{
        width: '100%',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1.3fr) minmax(0, 1fr)',
        gap: 1,
        textAlign: 'start',
        padding: 0.75,
        borderRadius: 1,
        minHeight: 32,
        '&:hover': { backgroundColor: 'action.hover' },
        '@media (pointer: coarse)': { minHeight: 44 },
      }}
    >
      <Box component="code" sx={[mono, { color: 'primary.main', fontWeight: 600 }]}>
        <Box component="span" sx={visuallyHidden}>
          Insert{' '}
        </Box>
        {shown}
      </Box>
      <Box
        component="span"
        sx={{
          color: 'text.secondary',
          fontSize: '0.8125rem',
          minWidth: 0,
          overflowWrap: 'anywhere',
        }}
      >
        {variable.list ? 'a list' : variable.example}
      </Box>
    </ButtonBase>
  );
}
