import { useState } from 'react';
import { Box, Button, Popover } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { useCan } from '../api/access.ts';
import { useViewer } from '../api/viewer.ts';
import { useLocale } from '../kit/locale.ts';
import { wraps } from '../kit/wraps.ts';
import { usePartnerScope } from '../kit/scope/partnerScope.ts';
import { Icon } from '../kit/icons.tsx';
import { PartnerSearch } from '../kit/scope/PartnerSearch.tsx';

/** Which part of the tree the pages show. Not there for somebody who has only one partner. */
export function PartnerSwitch() {
  const viewer = useViewer();
  const locale = useLocale();
  const { partner, partnerId, failed, choose } = usePartnerScope();
  const seesPartners = useCan('partners:read');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!viewer) return null;
  if (viewer.partner.childCount === 0 || !seesPartners)
    return (
      <Box
        sx={{
          fontWeight: 600,
          paddingInline: 1,
          overflowWrap: 'anywhere',
          lineHeight: 1.25,
          paddingBlock: 0.5,
        }}
      >
        {viewer.partner.name}
      </Box>
    );
  const name = partner?.name ?? (failed ? 'Choose a partner' : '…');
  return (
    <>
      <Button
        variant="outlined"
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Partner: ${name}${partnerId === null ? ' and everything below' : ''}`}
        endIcon={<Icon name="chevron" size={16} />}
        sx={{ ...wraps, minWidth: 0, maxWidth: { xs: 200, sm: 360 }, fontWeight: 600 }}
      >
        {name}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Choose a partner',
            sx: {
              width: 360,
              maxWidth: 'calc(100vw - 32px)',
              padding: 1.5,
              marginBlockStart: 0.75,
              maxHeight: '70vh',
            },
          },
        }}
      >
        <PartnerSearch
          label="Partners"
          autoFocus
          selectedId={partnerId ?? viewer.partner.id}
          onSelect={(chosen) => {
            choose(chosen.id);
            setAnchor(null);
          }}
          extra={(each) => (
            <Box
              component="span"
              title="Customers, with those of partners below"
              sx={{
                color: 'text.secondary',
                fontWeight: 400,
                fontSize: '0.8125rem',
                fontVariantNumeric: 'tabular-nums',
              }}
            >
              {formatNumber(each.customerCount, locale)}
            </Box>
          )}
        />
      </Popover>
    </>
  );
}
