import { useState } from 'react';
import { Box, Checkbox, FormControlLabel, FormGroup, FormLabel } from '@mui/material';
import { request } from '../api/client.ts';
import type {
  ContactShownFragment,
  ContactTopic,
  CustomerDetailFragment,
} from '../generated/graphql.ts';
import { CustomFieldInputs, asValues, useCustomFieldsForm } from '../fields/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { SaveContact } from './api.ts';
import { topics as allTopics } from './words.ts';

interface ContactDialogProps {
  customer: CustomerDetailFragment;
  /** The one that is changed; a new one without. */
  contact: ContactShownFragment | null;
  onClose: () => void;
  onSaved: (name: string) => void;
}

const several = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((each) => each.trim())
    .filter(Boolean);

/** Adds or changes a contact. */
export function ContactDialog({ customer, contact, onClose, onSaved }: ContactDialogProps) {
  const submission = useSubmit();
  const [name, setName] = useState(contact?.name ?? '');
  const [role, setRole] = useState(contact?.role ?? '');
  const [emails, setEmails] = useState(contact?.emails.join(', ') ?? '');
  const [phones, setPhones] = useState(contact?.phones.join(', ') ?? '');
  const [topics, setTopics] = useState<readonly ContactTopic[]>(contact?.topics ?? []);
  const custom = useCustomFieldsForm(
    'CONTACT',
    customer.partner.id,
    contact ? asValues(contact.customFields) : null,
  );
  const save = async () => {
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    await submission.submit(async () => {
      const input = {
        customerId: customer.id,
        name,
        role: role.trim() || null,
        emails: several(emails),
        phones: several(phones),
        topics: [...topics],
        customFields: custom.input(),
      };
      await custom.named(() => request(SaveContact, { id: contact?.id ?? null, input }));
      onSaved(name);
    });
  };
  const errors = submission.fields;
  return (
    <FormDialog
      title={contact ? `Change ${contact.name}` : `New contact of ${customer.name}`}
      submitLabel={contact ? 'Change contact' : 'Add contact'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={contact ? 'The contact was not changed.' : 'The contact was not added.'}
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={errors}
        required
        autoFocus
      />
      <Field
        name="role"
        label="Role"
        value={role}
        onChange={setRole}
        errors={errors}
        help="Such as bookkeeper, or the caretaker who has the keys."
      />
      <Field
        name="emails"
        label="E-mails"
        value={emails}
        onChange={setEmails}
        errors={errors}
        help="Several with commas; what they get goes to each."
      />
      <Field
        name="phones"
        label="Phones"
        value={phones}
        onChange={setPhones}
        errors={errors}
        help="Several with commas; text messages go to the first."
      />
      <Topics value={topics} onChange={setTopics} />
      <CustomFieldInputs form={custom} errors={errors} />
    </FormDialog>
  );
}

interface TopicsProps {
  value: readonly ContactTopic[];
  onChange: (topics: ContactTopic[]) => void;
}

function Topics({ value, onChange }: TopicsProps) {
  return (
    <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0 }}>
      <FormLabel component="legend">Gets</FormLabel>
      <FormGroup>
        {allTopics.map((topic) => (
          <FormControlLabel
            key={topic.value}
            control={
              <Checkbox
                checked={value.includes(topic.value)}
                onChange={(_, checked) =>
                  onChange(
                    allTopics
                      .map((each) => each.value)
                      .filter((each) => (each === topic.value ? checked : value.includes(each))),
                  )
                }
              />
            }
            label={
              <>
                {topic.label}{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {topic.about}
                </Box>
              </>
            }
          />
        ))}
      </FormGroup>
    </Box>
  );
}
