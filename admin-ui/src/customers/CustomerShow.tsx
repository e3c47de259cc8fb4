import { Suspense } from 'react';
import { Link as RouterLink, useParams, useSearchParams } from 'react-router-dom';
import { Box, Link, Tab, Tabs } from '@mui/material';
import { sayReason } from '@backhaul/design';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, StatusChip, useLocale, useViewer } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { ShowPage } from '../kit/show/ShowPage.tsx';
import { CustomerActions } from './CustomerActions.tsx';
import { useCustomer } from './useCustomer.ts';
import { CustomerFigures } from './CustomerFigures.tsx';
import { LabelChips } from '../marks/index.ts';
import { customerParts, customerTabs } from './slots.ts';

const back = { label: 'Customers', to: '/customers' };

/** One customer: who it is and how it stands, then everything about it in tabs. */
export function CustomerShow() {
  const locale = useLocale();
  const { id = '' } = useParams();
  const parts = useSlot(customerParts);
  return (
    <ShowPage
      kind="customer"
      back={back}
      asked={useCustomer(id)}
      head={(customer) => ({
        title: customer.name,
        aside: (
          <>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              #{customer.number}
            </Box>
            <StatusChip status={customer.status} />
          </>
        ),
        description: (
          <>
            {!['ACTIVE', 'NEW'].includes(customer.status) && customer.statusReason && (
              <Box>{sayReason(customer.statusReason, customer.currency, locale)}</Box>
            )}
            <Box>
              {customer.partner.name}
              {customer.externalId && ` · external number ${customer.externalId}`}
              {customer.location && (
                <>
                  {' · '}
                  <Link component={RouterLink} to={`/locations/${customer.location.id}/show`}>
                    {customer.location.name}
                  </Link>
                </>
              )}
            </Box>
            <LabelChips labels={customer.labels} />
          </>
        ),
        actions: <CustomerActions customer={customer} />,
      })}
    >
      {(customer) => (
        <>
          <CustomerFigures customer={customer} />
          {parts.map((Part, index) => (
            <Suspense key={index} fallback={null}>
              <Part customer={customer} />
            </Suspense>
          ))}
          <CustomerTabs customer={customer} />
        </>
      )}
    </ShowPage>
  );
}

/** The open tab is in the address, so that a link or a reload comes back to it. */
function CustomerTabs({ customer }: { customer: CustomerDetailFragment }) {
  const [params, setParams] = useSearchParams();
  const permissions = useViewer()?.permissions ?? [];
  const allowed = useSlot(customerTabs)
    .filter((tab) => permissions.includes(tab.needs))
    .sort((a, b) => a.place - b.place);
  const open = allowed.find((tab) => tab.value === params.get('tab')) ?? allowed[0];
  if (!open) return null;
  return (
    <>
      <Tabs
        value={open.value}
        onChange={(_, value: string) => setParams({ tab: value }, { replace: true })}
        variant="scrollable"
        aria-label={`About ${customer.name}`}
        sx={{ borderBlockEnd: '1px solid', borderColor: 'divider', marginBlockEnd: 2 }}
      >
        {allowed.map((tab) => (
          <Tab
            key={tab.value}
            value={tab.value}
            label={tab.label}
            id={`customer-tab-${tab.value}`}
            aria-controls="customer-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="customer-panel" aria-labelledby={`customer-tab-${open.value}`}>
        <Suspense fallback={<BlockSkeleton lines={8} />}>
          <open.Panel customer={customer} />
        </Suspense>
      </Box>
    </>
  );
}
