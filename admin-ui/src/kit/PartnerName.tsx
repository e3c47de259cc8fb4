import { Box } from '@mui/material';
import { ToneChip } from './StatusChip.tsx';

/** Says that nothing here is real: beside the name of a test partner, and of what is its own. */
export function TestMark() {
  return <ToneChip tone="waiting" icon="clock" label="Test" />;
}

/** What a partner is called, with the mark of a test partner. */
export function PartnerName({ partner }: { partner: { name: string; test?: boolean } }) {
  if (!partner.test) return partner.name;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}
    >
      {partner.name}
      <TestMark />
    </Box>
  );
}
