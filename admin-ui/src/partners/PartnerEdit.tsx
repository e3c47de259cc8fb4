import { useRecordContext } from 'react-admin';
import { CustomFieldsFormInput } from '../fields/index.ts';
import { EditPage } from '../kit/index.ts';
import { IdentityInputs, SupportInputs } from './PartnerInputs.tsx';

export function PartnerEdit() {
  return (
    <EditPage
      title={(partner) => `Edit ${partner.name}`}
      kind="partner"
      list={{ label: 'Partners', to: '/partners' }}
      back={(partner) => ({ label: partner.name, to: `/partners/${partner.id}/show` })}
      save="Save partner"
    >
      <IdentityInputs currencyHelp="Can be changed only while nothing is sold in it." />
      <SupportInputs />
      <DetailInputs />
    </EditPage>
  );
}

function DetailInputs() {
  const partner = useRecordContext();
  return partner ? <CustomFieldsFormInput entity="PARTNER" partnerId={String(partner.id)} /> : null;
}
