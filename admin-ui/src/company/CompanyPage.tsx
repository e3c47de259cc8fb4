import { Alert, AlertTitle } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { PartnerSettings, useSettingsPartner } from '../settings/index.ts';
import { CompanyQuery } from './api.ts';
import { CodesNote } from './CodesNote.tsx';
import { CompanyForm } from './CompanyForm.tsx';

/** Who issues a partner's documents. */
export function CompanyPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['company', partnerId],
    queryFn: () => request(CompanyQuery, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const company = query.data?.companyDetails;
  return (
    <PartnerSettings
      title="Company and logo"
      description="Who issues the documents: printed on every invoice, receipt and mail. What is not set here is inherited from the partner above; with a name of its own, a partner’s address, tax number and bank account are its own too."
      what="Company details"
      name={company?.partner.name}
      query={query}
      width={1320}
    >
      {company && company.partner.missingCompanyDetails.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          <AlertTitle>The documents of {company.partner.name} lack something</AlertTitle>
          Still missing: {company.partner.missingCompanyDetails.join(', ')}. Where there is no tax
          number, write “none”.
        </Alert>
      )}
      {company && <CodesNote company={company} />}
      {company && <CompanyForm key={company.partner.id} company={company} />}
    </PartnerSettings>
  );
}
