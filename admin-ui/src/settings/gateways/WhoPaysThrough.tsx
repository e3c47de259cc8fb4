import { Box, Checkbox, FormControlLabel } from '@mui/material';
import type { GatewayPartner } from './api.ts';

interface WhoPaysThroughProps {
  partner: GatewayPartner;
  enabled: boolean;
  sharedBelow: boolean;
  /** It may be switched off, but not on. */
  onlyOff?: boolean;
  /** Customers use an account from above until this one is saved. */
  endsInheriting: boolean;
  onEnabled: (enabled: boolean) => void;
  onSharedBelow: (sharedBelow: boolean) => void;
}

/** Whose customers pay through an account: the partner's, and those of partners below without one of their own. */
export function WhoPaysThrough({
  partner,
  enabled,
  sharedBelow,
  onlyOff = false,
  endsInheriting,
  onEnabled,
  onSharedBelow,
}: WhoPaysThroughProps) {
  return (
    <>
      <Box sx={{ display: 'grid' }}>
        <FormControlLabel
          control={
            <Checkbox
              checked={enabled}
              disabled={onlyOff && !enabled}
              onChange={(_, checked) => onEnabled(checked)}
            />
          }
          label={`Customers of ${partner.name} pay through it`}
        />
        {partner.childCount > 0 && (
          <FormControlLabel
            control={
              <Checkbox checked={sharedBelow} onChange={(_, checked) => onSharedBelow(checked)} />
            }
            label="Partners below without an account of their own use it too"
          />
        )}
      </Box>
      {endsInheriting && (
        <Box sx={{ color: 'text.secondary' }}>
          From then on {partner.name} no longer uses the account from above, also while its own is
          switched off.
        </Box>
      )}
    </>
  );
}
