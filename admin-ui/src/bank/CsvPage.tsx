import { useMemo, useState } from 'react';
import { Alert, Box, Button, MenuItem, TextField } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router-dom';
import { request } from '../api/client.ts';
import { ErrorState, PageHeader, useCan, usePartnerScope, useViewer } from '../kit/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { NoAccess } from '../kit/pages.tsx';
import { AccountsQuery, SaveMapping, type Account } from './api.ts';
import { CsvSample } from './CsvSample.tsx';
import {
  beginningOf,
  chosen,
  foundIn,
  guessed,
  headerOf,
  mappingOf,
  PARTS,
  type Choices,
} from './csvChoices.ts';
import { Files } from './Files.tsx';
import { sendFile, type Sent } from './sendFile.ts';

/** So much of a file is read in the browser, to see how it would be read. */
const HEAD = 64 * 1024;

/** A bank's own table: which column is what, how it is read then, and off it goes. */
export function CsvPage() {
  const mayWrite = useCan('bank:write');
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState(new ArrayBuffer(0));
  const [choices, setChoices] = useState<Choices>({});
  if (!mayWrite) return <NoAccess />;
  const choose = async (given: File | undefined) => {
    if (!given) return;
    const bytes = await given.slice(0, HEAD).arrayBuffer();
    setFile(given);
    setHead(bytes);
    setChoices(guessed(headerOf(beginningOf(bytes, undefined).text, {})));
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

interface MappingProps {
  file: File;
  head: ArrayBuffer;
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

/** A file's beginning as it is read by the choices, and how one of them is changed. */
function useBeginning(
  head: ArrayBuffer,
  choices: Choices,
  onChoose: (choices: Choices) => void,
): { beginning: { text: string; encoding: string }; set: (key: string, value: string) => void } {
  const beginning = useMemo(
    () => beginningOf(head, choices.encoding || undefined),
    [head, choices.encoding],
  );
  const set = (key: string, value: string) =>
    onChoose(
      chosen(choices, key, value, (next) =>
        headerOf(beginningOf(head, next.encoding || undefined).text, next),
      ),
    );
  return { beginning, set };
}

/** The account that is wanted; without one the only one there is. */
function accountOf(accounts: readonly Account[], wanted: string): Account | undefined {
  return (
    accounts.find(({ id }) => id === wanted) ?? (accounts.length === 1 ? accounts[0] : undefined)
  );
}

/** That of the account; before it is chosen the one that all accounts have. null: they have several, or none. */
function currencyOf(accounts: readonly Account[], account: string): string | null {
  const chosen = accounts.filter(({ id }) => !account || id === account);
  const all = new Set(chosen.map(({ currency }) => currency));
  return all.size === 1 ? [...all][0] : null;
}

/** What has to be chosen before a file can be sent. */
function missingOf(mapped: boolean, account: string): string | null {
  if (!mapped) return 'Choose first which column is what: see above.';
  return account ? null : 'Choose first of which account it is.';
}

function Mapping({ file, head, choices, onChoose }: MappingProps) {
  const viewer = useViewer();
  const scope = usePartnerScope();
  const submission = useSubmit();
  const [name, setName] = useState('');
  const [search] = useSearchParams();
  const [accountId, setAccountId] = useState(search.get('account') ?? '');
  const [sent, setSent] = useState<Sent | null>(null);
  const client = useQueryClient();
  const partnerId = scope.partnerId ?? viewer?.partner.id ?? '';
  const accounts = useQuery({
    queryKey: ['bank-accounts', scope.partnerId],
    queryFn: async () =>
      (await request(AccountsQuery, { partnerId: scope.partnerId })).bankAccounts,
  });
  const account = accountOf(accounts.data ?? [], accountId)?.id ?? '';
  const { beginning, set } = useBeginning(head, choices, onChoose);
  const read = mappingOf(choices);
  const missing = missingOf(read.mapping !== null, account);
  const send = () =>
    submission.submit(async () => {
      const { saveCsvMapping } = await request(SaveMapping, {
        input: { partnerId, name: name || file.name, mapping: read.given },
      });
      const taken = await sendFile(file, { bankAccountId: account, mappingId: saveCsvMapping.id });
      if (taken.problem) throw new Error(taken.problem);
      setSent(taken);
      await client.invalidateQueries({ queryKey: ['bank-files'] });
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
        <Columns
          header={headerOf(beginning.text, choices)}
          choices={choices}
          found={(key) => foundIn(key, beginning.text, beginning.encoding, choices)}
          onChoose={set}
        />
        <Field
          name="skipLines"
          label="Lines before the header"
          value={choices.skipLines ?? ''}
          onChange={(value) => set('skipLines', value)}
          errors={submission.fields}
        />
      </Box>
      <CsvSample
        head={beginning.text}
        read={read}
        currency={currencyOf(accounts.data ?? [], account) ?? viewer?.partner.currency ?? null}
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
          disabled={submission.busy || missing !== null || sent !== null}
          onClick={() => void send()}
        >
          {submission.busy ? 'Sending' : 'Send the file'}
        </Button>
      </Box>
      {(accounts.data ? !accounts.data.length : accounts.error) && (
        <NoAccounts error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {missing && !sent && (accounts.data?.length ?? 0) > 0 && (
        <Box role="status" sx={{ color: 'text.secondary' }}>
          {missing}
        </Box>
      )}
      <FormError error={submission.error} failure="The file was not sent." />
      {sent && <Outcome sent={sent} accountId={account} />}
    </Box>
  );
}

/** What became of a file that was sent, as among the files. */
function Outcome({ sent: { id, already }, accountId }: { sent: Sent; accountId: string }) {
  return (
    <>
      {already && (
        <Alert severity="info" variant="outlined" role="status">
          It was sent before; it was not read again.
        </Alert>
      )}
      {id && <Files only={id} />}
      <Box>
        <Button component={Link} to={`/bank?account=${accountId}`} variant="outlined">
          Open the queue
        </Button>
      </Box>
    </>
  );
}

/** Why there is no account to choose. */
function NoAccounts({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  return error ? (
    <ErrorState error={error} what="The accounts could not be loaded." onRetry={onRetry} />
  ) : (
    <Alert severity="info" variant="outlined" role="status">
      No bank account is set up yet: set up the one that this file is of under Accounts and files.
    </Alert>
  );
}

interface ColumnsProps {
  header: readonly string[];
  choices: Choices;
  /** What the file itself says of it, in words. */
  found: (key: string) => string | null;
  onChoose: (key: string, value: string) => void;
}

/** A choice for each part of a mapping: which column it is, or how it is written. */
function Columns({ header, choices, found, onChoose }: ColumnsProps) {
  const columns = header.map((cell) => [cell, cell] as const);
  return PARTS.map(({ key, label, options }) => (
    <TextField
      key={key}
      select
      size="small"
      label={label}
      value={choices[key] ?? ''}
      onChange={(event) => onChoose(key, event.target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">{options ? asFound(found(key)) : 'None'}</MenuItem>
      {(options ?? columns).map(([id, words], i) => (
        <MenuItem key={`${id} ${i}`} value={id}>
          {words || `Column ${i + 1}`}
        </MenuItem>
      ))}
    </TextField>
  ));
}

const asFound = (words: string | null) => (words ? `As found: ${words}` : 'As found in the file');
