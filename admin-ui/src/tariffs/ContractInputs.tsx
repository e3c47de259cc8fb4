import { Box } from '@mui/material';
import { AutocompleteArrayInput, FormDataConsumer, ReferenceArrayInput } from 'react-admin';
import { decimal, DecimalInput } from '../kit/index.ts';

const FEE = 'A fee is a number, such as 50.';

/** Of what a bundle consists, and what beginning and ending a service of it costs. */
export function ContractInputs() {
  return (
    <FormDataConsumer<{ currency?: string; kind?: string }>>
      {({ formData }) => (
        <>
          {formData.kind === 'BUNDLE' && (
            <ReferenceArrayInput
              source="bundle"
              reference="tariffs"
              filter={{ archived: false }}
              sort={{ field: 'name', order: 'ASC' }}
              perPage={50}
            >
              <AutocompleteArrayInput
                label="Parts of the bundle"
                helperText="What it holds; the bundle’s own price is what is charged."
              />
            </ReferenceArrayInput>
          )}
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
              columnGap: 1.5,
              alignItems: 'start',
              '& .MuiFormControl-root': { minWidth: 0 },
            }}
          >
            <DecimalInput
              source="activationFee"
              label="Activation fee"
              unit={formData.currency}
              validate={decimal(4, FEE)}
              helperText="Once, with the first charge."
            />
            <DecimalInput
              source="minimumMonths"
              label="Holds at least"
              unit="months"
              validate={decimal(0, 'A whole number of months.')}
              helperText="Empty: it may end any day."
            />
            <DecimalInput
              source="cancellationFee"
              label="Early cancellation fee"
              unit={formData.currency}
              validate={decimal(4, FEE)}
              helperText="For who ends it sooner."
            />
            {formData.kind !== 'ONE_TIME' && (
              <DecimalInput
                source="periodDays"
                label="Prepaid period"
                unit="days"
                validate={decimal(0, 'A whole number of days.')}
                helperText="Of who pays ahead, for the price. Empty: a month."
              />
            )}
          </Box>
        </>
      )}
    </FormDataConsumer>
  );
}
