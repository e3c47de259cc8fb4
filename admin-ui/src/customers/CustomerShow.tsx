import { useParams, useSearchParams } from 'react-router-dom';
import { Box, Card, Tab, Tabs } from '@mui/material';
import type { Permission } from '../api/access.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  ErrorState,
  PageHeader,
  StatusChip,
  useLocale,
  useViewer,
  withAmounts,
} from '../kit/index.ts';
import { CustomerActions } from './CustomerActions.tsx';
import { useCustomer } from './useCustomer.ts';
import { CustomerFigures } from './CustomerFigures.tsx';
import { BillingSettings } from './tabs/BillingSettings.tsx';
import { CustomerProfile } from './tabs/CustomerProfile.tsx';
import {
  CustomerInvoices,
  CustomerLedger,
  CustomerPayments,
  CustomerServices,
} from './tabs/records.tsx';
import { CustomerMessages } from '../messages/CustomerMessages.tsx';
import { StatusHistory } from './tabs/StatusHistory.tsx';

const back = { label: 'Customers', to: '/customers' };

interface TabDefinition {
  value: string;
  label: string;
  needs: Permission;
  panel: (customer: CustomerDetailFragment) => React.ReactNode;
}

const tabs: readonly TabDefinition[] = [
  {
    value: 'services',
    label: 'Services',
    needs: 'services:read',
    panel: (customer) => <CustomerServices customer={customer} />,
  },
  {
    value: 'ledger',
    label: 'Ledger',
    needs: 'transactions:read',
    panel: (customer) => <CustomerLedger customer={customer} />,
  },
  {
    value: 'invoices',
    label: 'Invoices',
    needs: 'invoices:read',
    panel: (customer) => <CustomerInvoices customer={customer} />,
  },
  {
    value: 'payments',
    label: 'Payments',
    needs: 'payments:read',
    panel: (customer) => <CustomerPayments customer={customer} />,
  },
  {
    value: 'messages',
    label: 'Messages',
    needs: 'messages:read',
    panel: (customer) => <CustomerMessages customer={customer} />,
  },
  {
    value: 'billing',
    label: 'Billing settings',
    needs: 'customers:read',
    panel: (customer) => <BillingSettings customer={customer} />,
  },
  {
    value: 'profile',
    label: 'Contact',
    needs: 'customers:read',
    panel: (customer) => <CustomerProfile customer={customer} />,
  },
  {
    value: 'history',
    label: 'History',
    needs: 'customers:read',
    panel: (customer) => <StatusHistory customer={customer} />,
  },
];

/** One customer: who it is and how it stands, then everything about it in tabs. */
export function CustomerShow() {
  const locale = useLocale();
  const { id = '' } = useParams();
  const { data: customer, error, refetch } = useCustomer(id);
  if (!customer) {
    return (
      <>
        <PageHeader title="Customer" back={back} />
        {error ? (
          <ErrorState
            error={error}
            what="This customer could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={10} />
          </Card>
        )}
      </>
    );
  }
  return (
    <Box>
      <PageHeader
        title={customer.name}
        aside={
          <>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              #{customer.number}
            </Box>
            <StatusChip status={customer.status} />
          </>
        }
        back={back}
        description={
          <>
            {!['ACTIVE', 'NEW'].includes(customer.status) && customer.statusReason && (
              <Box>{withAmounts(customer.statusReason, customer.currency, locale)}</Box>
            )}
            <Box>
              {customer.partner.name}
              {customer.externalId && ` · external number ${customer.externalId}`}
            </Box>
          </>
        }
        actions={<CustomerActions customer={customer} />}
      />
      <CustomerFigures customer={customer} />
      <CustomerTabs customer={customer} />
    </Box>
  );
}

/** The open tab is in the address, so that a link or a reload comes back to it. */
function CustomerTabs({ customer }: { customer: CustomerDetailFragment }) {
  const [params, setParams] = useSearchParams();
  const permissions = useViewer()?.permissions ?? [];
  const allowed = tabs.filter((tab) => permissions.includes(tab.needs));
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
        {open.panel(customer)}
      </Box>
    </>
  );
}
