import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { COMPANY } from '@backhaul/domain/settings/company';
import { COMPANY_WORDS } from '@backhaul/domain/settings/company.words';
import { plural } from '@backhaul/domain/text/plural';
import { reloadViewer } from '../api/viewer.ts';
import { SettingsForm } from '../kit/settings/SettingsForm.tsx';
import { useSettingsDraft } from '../kit/settings/useSettingsDraft.ts';
import type { ControlProps } from '../kit/settings/SettingControl.tsx';
import { companySource, type Company, type Values } from './api.ts';
import { ColourControl } from './ColourControl.tsx';
import { Letterhead } from './Letterhead.tsx';
import { LogoControl } from './LogoControl.tsx';
import { SampleDialog } from './SampleDialog.tsx';

const controls = {
  logoFileId: ({ value, ...props }: ControlProps) => (
    <LogoControl {...props} value={String(value ?? '')} />
  ),
  colour: ({ value, ...props }: ControlProps) => (
    <ColourControl {...props} value={String(value ?? '')} />
  ),
};

/** The details in sections beside the letterhead they make; changes are gathered and saved together. */
export function CompanyForm({ company }: { company: Company }) {
  const notify = useNotify();
  const [sample, setSample] = useState(false);
  const { partner } = company;
  const draft = useSettingsDraft(COMPANY, company, {
    ...companySource,
    onSaved: () => {
      notify('Company details saved.', { type: 'success' });
      // the page around this one may be in the colours that were changed
      void reloadViewer().catch(() => undefined);
    },
  });
  const values = Object.fromEntries(
    Object.entries(draft.values).map(([key, value]) => [key, value ?? '']),
  ) as Values;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 340px' },
        alignItems: 'start',
      }}
    >
      <Box
        component="aside"
        aria-label="Letterhead"
        sx={{
          display: 'grid',
          gap: 1,
          position: { lg: 'sticky' },
          top: 72,
          gridColumn: { lg: 2 },
          gridRow: { lg: 1 },
        }}
      >
        <Letterhead values={values} />
        <Button variant="outlined" onClick={() => setSample(true)}>
          See a sample invoice
        </Button>
      </Box>
      <Box sx={{ gridColumn: { lg: 1 }, gridRow: { lg: 1 }, minWidth: 0 }}>
        <SettingsForm
          what="Company details"
          declared={COMPANY.settings}
          sections={COMPANY_WORDS}
          settings={company}
          draft={draft}
          controls={controls}
          notSet="not set"
          save="Save details"
          leaving="The details you changed"
        >
          Documents issued from now on carry {plural(draft.count, 'it', 'them')}; those already
          issued keep what they were printed with.
        </SettingsForm>
      </Box>
      {sample && (
        <SampleDialog
          partner={partner}
          unsaved={draft.count > 0}
          onClose={() => setSample(false)}
        />
      )}
    </Box>
  );
}
