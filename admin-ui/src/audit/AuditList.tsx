import {
  AutocompleteInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectInput,
} from 'react-admin';
import { DEEDS, deedWords } from '@backhaul/domain/audit/deeds';
import { EmptyState } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';
import { AuditTable, auditSkeleton } from './AuditTable.tsx';

const kinds = {
  customer: 'Customers',
  contact: 'Contacts',
  note: 'Notes',
  service: 'Services',
  invoice: 'Invoices',
  'credit-note': 'Credit notes',
  proforma: 'Proformas',
  payment: 'Payments',
  'billing-run': 'Billing runs',
  till: 'Tills',
  usage: 'Usage',
  tariff: 'Tariffs',
  label: 'Labels',
  location: 'Locations',
  'tax-rate': 'Tax rates',
  partner: 'Partners',
  user: 'Users',
  'finance-settings': 'Finance settings',
  'company-details': 'Company details',
  'notification-settings': 'Message settings',
  'automation-settings': 'Automation settings',
  'payment-settings': 'Payment settings',
  'bank-account': 'Bank accounts',
  'bank-file': 'Bank files',
  'bank-transaction': 'Bank entries',
};

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Customer or invoice" />,
  <SelectInput
    key="entity"
    source="entity"
    label="Of what"
    alwaysOn
    choices={Object.entries(kinds).map(([id, name]) => ({ id, name }))}
  />,
  <DateInput key="from" source="from" label="From" alwaysOn />,
  <DateInput key="to" source="to" label="To" alwaysOn />,
  <ReferenceInput key="actor" source="actor" reference="users" label="By" alwaysOn>
    <AutocompleteInput label="By" optionText="name" />
  </ReferenceInput>,
  <SelectInput
    key="action"
    source="action"
    label="What was done"
    choices={DEEDS.map((id) => ({ id, name: deedWords(id) }))}
  />,
  <SearchInput key="address" source="address" placeholder="Address, exactly" />,
  <SearchInput key="entityId" source="entityId" placeholder="Id of the record" />,
];

/** Everything that somebody did, latest first. */
export function AuditList() {
  return (
    <ListPage
      title="Audit"
      description="Who did what, and what it was before. Nothing here can be changed."
      sort={{ field: 'at', order: 'DESC' }}
      filters={filters}
      skeleton={auditSkeleton}
      empty={
        <EmptyState title="Nothing was done yet">
          Whatever anybody changes is written down here, with what it was before.
        </EmptyState>
      }
    >
      <AuditTable />
    </ListPage>
  );
}
