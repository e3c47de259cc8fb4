import {
  AutocompleteInput,
  email,
  PasswordInput,
  ReferenceInput,
  required,
  TextInput,
  useInput,
} from 'react-admin';
import { CustomFieldsFormInput } from '../../fields/index.ts';
import { CreatePage, usePartnerScope } from '../../kit/index.ts';
import { RoleInput } from './RoleInput.tsx';

export function UserCreate() {
  const { partner } = usePartnerScope();
  if (!partner) return null;
  return (
    <CreatePage
      title="Create user"
      back={{ label: 'Users', to: '/users' }}
      save="Create user"
      redirect="list"
      defaultValues={{ partnerId: partner.id }}
    >
      <TextInput
        source="name"
        label="Name"
        validate={required('Say who it is.')}
        helperText={false}
        autoComplete="off"
      />
      <TextInput
        source="email"
        label="E-mail"
        type="email"
        validate={[
          required('An e-mail is needed to sign in.'),
          email('An e-mail looks like name@example.com.'),
        ]}
        helperText="They sign in with it."
        autoComplete="off"
      />
      <PasswordInput
        source="password"
        label="First password"
        validate={required('Give a first password.')}
        autoComplete="new-password"
        helperText="Tell it to them in person or by phone; they change it under their account."
      />
      <ReferenceInput
        source="partnerId"
        reference="partners"
        sort={{ field: 'name', order: 'ASC' }}
      >
        <AutocompleteInput
          label="Partner"
          optionText="name"
          filterToQuery={(text: string) => ({ q: text })}
          validate={required('Choose a partner.')}
          helperText="They see this partner and everything below it."
        />
      </ReferenceInput>
      <RoleInput />
      <DetailInputs />
    </CreatePage>
  );
}

/** What the chosen partner asks of its users. */
function DetailInputs() {
  const { field } = useInput({ source: 'partnerId' });
  return (
    <CustomFieldsFormInput
      entity="USER"
      partnerId={typeof field.value === 'string' && field.value ? field.value : null}
    />
  );
}
