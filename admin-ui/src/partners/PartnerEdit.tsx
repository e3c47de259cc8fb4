import { useRecordContext } from 'react-admin';
import type { PartnerFieldsFragment } from '../generated/graphql.ts';
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
      <KnownIdentity />
      <SupportInputs />
      <DetailInputs />
    </EditPage>
  );
}

function KnownIdentity() {
  const inUse = useRecordContext<PartnerFieldsFragment>()?.currencyInUse ?? false;
  return (
    <IdentityInputs
      currencyHelp={
        inUse
          ? 'It stays: customers or tariffs of the partner are priced in it. For another currency make another partner.'
          : 'Can be changed until something is sold in it.'
      }
      currencyStays={inUse}
    />
  );
}

function DetailInputs() {
  const partner = useRecordContext();
  return partner ? <CustomFieldsFormInput entity="PARTNER" partnerId={String(partner.id)} /> : null;
}
