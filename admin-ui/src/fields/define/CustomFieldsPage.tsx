import { useState } from 'react';
import { Box, Button, Card, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { NoAccess } from '../../kit/pages.tsx';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  PartnerChoice,
  useCan,
} from '../../kit/index.ts';
import { useSettingsPartner } from '../../settings/index.ts';
import type { CustomField, Entity } from '../api.ts';
import { useCustomFields } from '../useCustomFields.ts';
import { entities, entityNames } from '../words.ts';
import { DefineDialog } from './DefineDialog.tsx';
import { FieldList } from './FieldList.tsx';

const partnerDocument = graphql(`
  query CustomFieldsPartner($id: ID!) {
    partner(id: $id) {
      id
      name
    }
  }
`);

/**
 * The fields a partner asks of its records: the one in the address, else the one of the partner
 * switch; a tab for each kind of record.
 */
export function CustomFieldsPage() {
  const [search, setSearch] = useSearchParams();
  const { partnerId, mayRead } = useSettingsPartner();
  const entity = entityNames.find((name) => name === search.get('entity')) ?? 'CUSTOMER';
  const { data, error, refetch } = useQuery({
    queryKey: ['partners', 'named', partnerId],
    queryFn: () => request(partnerDocument, { id: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const partner = data?.partner;
  const go = (to: { partner?: string; entity?: Entity }) =>
    setSearch({ ...(partnerId ? { partner: partnerId } : {}), entity, ...to }, { replace: true });
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Custom fields"
        description="What you ask of your records beyond what everybody has. A field counts for the partner and everything below it, and shows by itself in forms, lists, filters, exports and templates."
        back={{ label: 'Settings', to: '/settings' }}
        actions={
          <PartnerChoice
            what="Fields"
            name={partner?.name}
            failed={error !== null}
            partnerId={partnerId}
            onChoose={(id) => go({ partner: id })}
          />
        }
      />
      <Tabs
        value={entity}
        onChange={(_, next: Entity) => go({ entity: next })}
        variant="scrollable"
        aria-label="Kinds of record"
        sx={{ borderBlockEnd: '1px solid', borderColor: 'divider', marginBlockEnd: 2 }}
      >
        {entityNames.map((name) => (
          <Tab
            key={name}
            value={name}
            label={entities[name].title}
            id={`fields-tab-${name}`}
            aria-controls="fields-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="fields-panel" aria-labelledby={`fields-tab-${entity}`}>
        {error && (
          <ErrorState
            error={error}
            what="The partner could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {partner && <FieldsOf key={`${partner.id} ${entity}`} entity={entity} partner={partner} />}
        {!partner && !error && (
          <Card sx={{ padding: 2 }}>
            <BlockSkeleton lines={6} />
          </Card>
        )}
      </Box>
    </Box>
  );
}

function FieldsOf({ entity, partner }: { entity: Entity; partner: { id: string; name: string } }) {
  const mayWrite = useCan('custom-fields:write');
  const { all, isPending, error, refetch } = useCustomFields(entity, partner.id);
  const [open, setOpen] = useState<CustomField | 'new' | null>(null);
  if (error)
    return <ErrorState error={error} what="The fields could not be loaded." onRetry={refetch} />;
  if (isPending)
    return (
      <Card sx={{ padding: 2 }}>
        <BlockSkeleton lines={6} />
      </Card>
    );
  const create = mayWrite && (
    <Button variant="contained" onClick={() => setOpen('new')}>
      New field
    </Button>
  );
  const active = all.some((field) => !field.archived);
  return (
    <>
      {active ? (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', marginBlockEnd: 1.5 }}>
          {create}
        </Box>
      ) : (
        <EmptyState title={`No fields of ${entities[entity].many} yet`} action={create}>
          {examples[entity]} Define it once; from then on every form asks for it, lists can show,
          sort and filter by it, and exports carry it.
        </EmptyState>
      )}
      <FieldList entity={entity} partner={partner} fields={all} onEdit={setOpen} />
      {open && (
        <DefineDialog
          entity={entity}
          partner={partner}
          known={all}
          field={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** What others keep, to give an idea. */
const examples: Readonly<Record<Entity, string>> = {
  CUSTOMER:
    'A contract number, the kind of roof, a photo of the connection point, where the house is.',
  SERVICE: 'The serial number of the router, its address in the network, the day it was installed.',
  TARIFF: 'The marketing name, the code in the access network, the minimum term.',
  INVOICE: 'A purchase order number, a cost centre, who approved it.',
  PAYMENT: 'The bank statement it came from, the till, a scan of the slip.',
  TRANSACTION: 'The reason code of a correction, who agreed to it.',
  CREDIT_NOTE: 'The complaint that it answers, who agreed to it.',
  PROFORMA: 'An order number, who asked for it.',
  LOCATION: 'A photo of the mast, who owns the roof, how one gets in.',
  CONTACT: 'A language, a birthday, when one may call.',
  PARTNER: 'The contract with the reseller, its commission, its contact on the ground.',
  USER: 'A staff number, the region somebody works in, a mobile number.',
};
