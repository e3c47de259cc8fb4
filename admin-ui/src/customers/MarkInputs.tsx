import { Box, Typography } from '@mui/material';
import { useCan } from '../kit/index.ts';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { LabelsPicker, LocationPicker } from '../marks/index.ts';

/** What a customer is told apart by. */
export interface CustomerMarks {
  labelIds: readonly string[];
  locationId: string | null;
}

export const noMarks: CustomerMarks = { labelIds: [], locationId: null };

/** What of the marks is to be sent: only what was changed. */
export function changedMarks(before: CustomerMarks, after: CustomerMarks) {
  const sameLabels =
    before.labelIds.length === after.labelIds.length &&
    after.labelIds.every((id) => before.labelIds.includes(id));
  return {
    ...(sameLabels ? {} : { labelIds: [...after.labelIds] }),
    ...(before.locationId === after.locationId ? {} : { locationId: after.locationId }),
  };
}

interface MarkInputsProps {
  partnerId: string | null;
  value: CustomerMarks;
  onChange: (marks: CustomerMarks) => void;
  errors: FieldErrors;
}

/** A customer's labels, and where it is. */
export function MarkInputs({ partnerId, value, onChange, errors }: MarkInputsProps) {
  const seesLabels = useCan('labels:read');
  const seesLocations = useCan('locations:read');
  if (!seesLabels && !seesLocations) return null;
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h2">Labels and location</Typography>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        {seesLabels && (
          <LabelsPicker
            partnerId={partnerId}
            value={value.labelIds}
            onChange={(labelIds) => onChange({ ...value, labelIds })}
            error={errors['labelIds']}
          />
        )}
        {seesLocations && (
          <LocationPicker
            partnerId={partnerId}
            value={value.locationId}
            onChange={(locationId) => onChange({ ...value, locationId })}
            name="locationId"
            error={errors['locationId']}
          />
        )}
      </Box>
    </Box>
  );
}
