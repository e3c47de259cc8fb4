import { foundOf } from '../api/search.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerReference } from './reference.ts';
import { customerActions, customerTabs } from './slots.ts';

export {
  chosenCustomers,
  customerActions,
  customerFigures,
  customerParts,
  customerTabs,
  foundCustomers,
  newCustomerParts,
} from './slots.ts';
export type { NewCustomer } from './slots.ts';
export { CustomerLink } from './CustomerLink.tsx';
export { CustomerPicker, useCustomerChoice } from './CustomerPicker.tsx';
export type { CustomerChoice } from './CustomerPicker.tsx';
export { paymentMethods, paymentSources, sayMethod } from './words.ts';

const icon =
  'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 16.5c.4-3 2.6-4.6 5.5-4.6s5.100 1.600 5.500 4.600M13 4a2.600 2.600 0 0 1 0 5M15 12.200c1.700.600 2.800 2 3 4.300';

/** Who buys: contact, status, billing settings of one's own. */
export const customers: Module = {
  resource: {
    name: 'customers',
    label: 'Customers',
    rights: { read: 'customers:read', write: 'customers:write' },
    api: async () => (await import('./api.ts')).customerApi,
    reference: customerReference,
    represent: (customer: { name: string }) => customer.name,
    followsMoney: true,
    list: page('CustomerList', () => import('./CustomerList.tsx')),
    create: page('CustomerCreate', () => import('./CustomerCreate.tsx')),
    edit: page('CustomerEdit', () => import('./CustomerEdit.tsx')),
    show: page('CustomerShow', () => import('./CustomerShow.tsx')),
  },
  entries: [
    {
      label: 'Customers',
      to: '/customers',
      icon,
      needs: 'customers:read',
      alias: 'subscribers',
      menu: 'month',
      place: 30,
    },
    {
      label: 'Create a customer',
      to: '/customers/create',
      icon: 'action',
      needs: 'customers:write',
      alias: 'new add',
      place: 310,
    },
  ],
  search: {
    resource: 'customers',
    group: 'Customers',
    icon,
    find: (typed) => foundOf('CUSTOMER', 'customers', typed),
  },
  fills: [
    fill(customerTabs, {
      value: 'billing',
      label: 'Billing settings',
      needs: 'customers:read',
      place: 60,
      Panel: page('BillingSettings', () => import('./tabs/BillingSettings.tsx')),
    }),
    fill(customerTabs, {
      value: 'profile',
      label: 'Details',
      needs: 'customers:read',
      place: 70,
      Panel: page('CustomerProfile', () => import('./tabs/CustomerProfile.tsx')),
    }),
    fill(customerTabs, {
      value: 'history',
      label: 'Status',
      needs: 'customers:read',
      place: 80,
      Panel: page('StatusHistory', () => import('./tabs/StatusHistory.tsx')),
    }),
    fill(customerActions, {
      place: 70,
      label: (permissions) =>
        permissions.includes('customers:credentials') ? 'Edit contact and login' : 'Edit contact',
      needs: ['customers:write'],
      does: { to: ({ id }) => `/customers/${id}` },
    }),
  ],
};
