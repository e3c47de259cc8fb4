import type { ComponentType } from 'react';
import type { Permission } from '../api/access.ts';
import type { CustomerDetailFragment, CustomerRowFragment } from '../generated/graphql.ts';
import type { ChosenPart } from '../kit/list/chosen.ts';
import { slot } from '../kit/office/slots.ts';
import type { CustomerValues } from './CustomerForm.tsx';
import type { RecordAction } from '../kit/office/useActions.tsx';

interface CustomerTab {
  /** In the address, so that a link opens it. */
  value: string;
  label: string;
  needs: Permission;
  /** Where it stands among the others, smallest first. */
  place: number;
  Panel: ComponentType<{ customer: CustomerDetailFragment }>;
}

/** What there is about a customer, one tab each. */
export const customerTabs = slot<CustomerTab>('tabs of a customer');
/** Figures of a customer beside its money. */
export const customerFigures =
  slot<ComponentType<{ customer: CustomerDetailFragment }>>('figures of a customer');
/** What stands between the figures of a customer and its tabs. */
export const customerParts =
  slot<ComponentType<{ customer: CustomerDetailFragment }>>('parts of a customer');
/** A customer that is being added, as far as it is typed. */
export interface NewCustomer {
  values: CustomerValues;
  partnerId: string | null;
}
/** What stands above the button that adds a customer. */
export const newCustomerParts = slot<ComponentType<NewCustomer>>('parts of a new customer');
/** What can be done with a customer. */
export const customerActions = slot<RecordAction<CustomerDetailFragment>>('actions on a customer');
/** What can be done with the customers that are ticked. */
export const chosenCustomers = slot<ChosenPart<CustomerRowFragment>>('actions on customers');
/** What can be done with all customers that the list's filters find. */
export const foundCustomers = slot<{ needs: Permission; Part: ComponentType }>(
  'actions on found customers',
);
