import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { createTestPartner, type Partner } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** Makes a partner to try things with; says before what it is, since it stays that. */
export function NewTestPartner({
  parent,
  onClose,
}: {
  parent: Pick<Partner, 'id' | 'name' | 'currency'>;
  onClose: () => void;
}) {
  const notify = useNotify();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const submission = useSubmit();
  const today = useToday();
  const [name, setName] = useState(`${parent.name}, test`);
  const [currency, setCurrency] = useState(parent.currency);
  const [startsOn, setStartsOn] = useState(`${today.slice(0, 8)}01`);
  const send = async () => {
    if (startsOn === '') return submission.refuse({ startsOn: 'Choose a day.' });
    let id = '';
    const done = await submission.submit(async () => {
      const partner = { parentId: parent.id, name: name.trim(), currency, startsOn };
      id = (await request(createTestPartner, partner)).createTestPartner.id;
    });
    if (!done) return;
    notify(`${name.trim()} is made. Give it customers, then move its clock.`, { type: 'success' });
    await refresh();
    void navigate(`/partners/${id}/show`);
  };
  return (
    <FormDialog
      title={`New test partner below ${parent.name}`}
      submitLabel="Make test partner"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure="No test partner was made."
    >
      <Box>
        It sells what {parent.name} sells in its currency, inherits its settings and has a clock of
        its own: you move it forward, and watch what runs, reminders and blocking do. Its documents
        say that they are a test, its messages go to nobody, and no figure of {parent.name} counts
        it. It stays a test partner for ever.
      </Box>
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={submission.fields}
        required
        autoFocus
      />
      <Field
        name="currency"
        label="Currency"
        value={currency}
        onChange={(typed) => setCurrency(typed.toUpperCase())}
        errors={submission.fields}
        help="Three letters, such as EUR."
        required
      />
      <Field
        name="startsOn"
        label="First day on its clock"
        type="date"
        value={startsOn}
        onChange={setStartsOn}
        errors={submission.fields}
        required
      />
    </FormDialog>
  );
}
