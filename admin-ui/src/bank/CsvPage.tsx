import { useState } from 'react';
import { Alert, Box, Button, MenuItem, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { firstRows } from '@backhaul/domain/bank/csvSample';
import { request } from '../api/client.ts';
import { ErrorState, PageHeader, useCan, usePartnerScope, useViewer } from '../kit/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { NoAccess } from '../kit/pages.tsx';
import { AccountsQuery, SaveMapping } from './api.ts';
import { CsvSample } from './CsvSample.tsx';
import { guessed, mappingOf, PARTS, type Choices } from './csvChoices.ts';
import { sendFile } from './sendFile.ts';

/** So much of a file is read in the browser, to see how it would be read. */
const HEAD = 64 * 1024;

/** A bank's own table: which column is what, how it is read then, and off it goes. */
export function CsvPage() {
  const mayWrite = useCan('bank:write');
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState('');
  const [choices, setChoices] = useState<Choices>({});
  if (!mayWrite) return <NoAccess />;
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    const text = await textOf(chosen);
    const [header] = firstRows(text, { delimiter: null, skipLines: 0 }, 1);
    setFile(chosen);
    setHead(text);
    setChoices(guessed(header?.cells ?? []));
  };
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Read a CSV file"
        back={{ label: 'Accounts and files', to: '/bank/accounts' }}
        description="Say once which column is what; files with the same first line are known from then on."
        actions={
          <Button component="label" variant={file ? 'outlined' : 'contained'}>
            {file ? 'Choose another file' : 'Choose a file'}
            <input
              type="file"
              accept=".csv,.txt,text/csv"
              hidden
              aria-label="A CSV file of your bank"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </Button>
        }
      />
      {!file && (
        <Alert severity="info" variant="outlined" role="note">
          Nothing is sent before you have seen its first 20 rows as they would be read.
        </Alert>
      )}
      {file && (
        <Mapping key={file.name} file={file} head={head} choices={choices} onChoose={setChoices} />
      )}
    </Box>
  );
}

/** Strictly UTF-8 where it is that, else as Windows wrote it. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.slice(0, HEAD).arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

interface MappingProps {
  file: File;
  head: string;
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

function Mapping({ file, head, choices, onChoose }: MappingProps) {
  const viewer = useViewer();
  const scope = usePartnerScope();
  const submission = useSubmit();
  const [name, setName] = useState('');
  const [accountId, setAccountId] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const partnerId = scope.partnerId ?? viewer?.partner.id ?? '';
  const accounts = useQuery({
    queryKey: ['bank-accounts', scope.partnerId],
    queryFn: async () =>
      (await request(AccountsQuery, { partnerId: scope.partnerId })).bankAccounts,
  });
  const account = accountId || (accounts.data?.length === 1 ? accounts.data[0].id : '');
  const skipLines = Number(choices.skipLines ?? 0) || 0;
  const [header] = firstRows(head, { delimiter: null, skipLines }, 1);
  const read = mappingOf(choices);
  const send = () =>
    submission.submit(async () => {
      const { saveCsvMapping } = await request(SaveMapping, {
        input: { partnerId, name: name || file.name, mapping: read.given },
      });
      const sent = await sendFile(file, { bankAccountId: account, mappingId: saveCsvMapping.id });
      if (sent.problem) throw new Error(sent.problem);
      setDone(sent.already ? 'It was sent before; it was not read again.' : 'It is being read.');
    });
  return (
    <Box
      component="section"
      aria-label="Which column is what"
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        <Columns header={header?.cells ?? []} choices={choices} onChoose={onChoose} />
        <Field
          name="skipLines"
          label="Lines before the header"
          value={choices.skipLines ?? ''}
          onChange={(value) => onChoose({ ...choices, skipLines: value })}
          errors={submission.fields}
        />
      </Box>
      <CsvSample
        head={head}
        read={read}
        currency={accounts.data?.find(({ id }) => id === account)?.currency ?? null}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'end',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr auto' },
        }}
      >
        <Field
          name="name"
          label="Remember it as"
          value={name}
          placeholder={file.name}
          onChange={setName}
          errors={submission.fields}
        />
        <TextField
          select
          size="small"
          label="Of which account"
          value={account}
          onChange={(event) => setAccountId(event.target.value)}
        >
          {(accounts.data ?? []).map((each) => (
            <MenuItem key={each.id} value={each.id}>
              {each.name}
            </MenuItem>
          ))}
        </TextField>
        <Button
          variant="contained"
          disabled={submission.busy || !read.mapping || !account || done !== null}
          onClick={() => void send()}
        >
          {submission.busy ? 'Sending' : 'Send the file'}
        </Button>
      </Box>
      {accounts.error && !accounts.data && (
        <ErrorState
          error={accounts.error}
          what="The accounts could not be loaded."
          onRetry={() => void accounts.refetch()}
        />
      )}
      {accounts.data?.length === 0 && (
        <Alert severity="info" variant="outlined" role="status">
          No bank account is set up yet: set up the one that this file is of under Accounts and
          files.
        </Alert>
      )}
      <FormError error={submission.error} failure="The file was not sent." />
      {done && (
        <Alert severity="success" variant="outlined" role="status">
          {done} Its entries wait under Bank.
        </Alert>
      )}
    </Box>
  );
}

interface ColumnsProps {
  header: readonly string[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

/** A choice for each part of a mapping: which column it is, or how it is written. */
function Columns({ header, choices, onChoose }: ColumnsProps) {
  const columns = header.map((cell) => [cell, cell] as const);
  return PARTS.map(({ key, label, options }) => (
    <TextField
      key={key}
      select
      size="small"
      label={label}
      value={choices[key] ?? ''}
      onChange={(event) => onChoose({ ...choices, [key]: event.target.value })}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">{options ? 'As found in the file' : 'None'}</MenuItem>
      {(options ?? columns).map(([id, words], i) => (
        <MenuItem key={`${id} ${i}`} value={id}>
          {words || `Column ${i + 1}`}
        </MenuItem>
      ))}
    </TextField>
  ));
}
