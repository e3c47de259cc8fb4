import { required, useInput } from 'react-admin';
import { useState } from 'react';
import { Box, FormHelperText, FormLabel, Link } from '@mui/material';
import { PartnerSearch } from '../kit/scope/PartnerSearch.tsx';
import { CreatePage, usePartnerScope } from '../kit/index.ts';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { NewTestPartner } from './NewTestPartner.tsx';
import { IdentityInputs } from './PartnerInputs.tsx';

function ParentInput() {
  const { field, fieldState } = useInput({
    source: 'parentId',
    validate: required('Choose where it belongs.'),
  });
  return (
    <Box role="group" aria-label="Below" sx={{ marginBlockEnd: 1 }}>
      <FormLabel
        component="div"
        sx={{ fontSize: '0.8125rem', fontWeight: 600, color: 'text.primary', marginBlockEnd: 0.5 }}
      >
        Below
      </FormLabel>
      <Box
        sx={{
          border: 1,
          borderColor: fieldState.invalid ? 'error.main' : 'divider',
          borderRadius: 1,
          padding: 1.5,
          maxHeight: 320,
          overflowY: 'auto',
        }}
      >
        <PartnerSearch
          label="Below which partner"
          selectedId={String(field.value ?? '')}
          onSelect={(partner) => field.onChange(partner.id)}
        />
      </Box>
      {fieldState.error?.message && (
        <FormHelperText error>{fieldState.error.message}</FormHelperText>
      )}
    </Box>
  );
}

/** What the partner above asks of those below it. */
function DetailInputs() {
  const { field } = useInput({ source: 'parentId' });
  return (
    <CustomFieldsFormInput
      entity="PARTNER"
      partnerId={typeof field.value === 'string' && field.value ? field.value : null}
    />
  );
}

/** A new reseller; its look follows on its own page. */
export function PartnerCreate() {
  const { partner } = usePartnerScope();
  const [testing, setTesting] = useState(false);
  if (!partner) return null;
  return (
    <>
      <CreatePage
        title="Create partner"
        description={
          <>
            It starts with everything inherited from the partner above it. Its look and contacts can
            be set afterwards.{' '}
            {!partner.test && (
              <>
                To try things first, with a clock of its own and nothing real:{' '}
                <Link component="button" type="button" onClick={() => setTesting(true)}>
                  make a test partner
                </Link>
                .
              </>
            )}
          </>
        }
        back={{ label: 'Partners', to: '/partners' }}
        save="Create partner"
        defaultValues={{
          parentId: partner.id,
          currency: partner.currency,
          timeZone: partner.timeZone,
        }}
      >
        <ParentInput />
        <IdentityInputs currencyHelp="Everything it sells is priced in it. Customers keep the currency they are created with." />
        <DetailInputs />
      </CreatePage>
      {testing && <NewTestPartner parent={partner} onClose={() => setTesting(false)} />}
    </>
  );
}
