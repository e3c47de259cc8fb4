import type { Module } from '../../kit/module.ts';
import { CUSTOMERS_FILE } from './listFile.ts';
import { CustomerBillingOfCustomerResolver, CustomerBillingResolver } from './billing.resolver.ts';
import { CustomersResolver } from './customers.resolver.ts';
import { CustomerMarksLink, ViewerCustomerLink } from './links.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const customers: Module = {
  name: 'customers',
  listFiles: [CUSTOMERS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    CustomerBillingOfCustomerResolver,
    CustomerBillingResolver,
    CustomerMarksLink,
    CustomersResolver,
    ViewerCustomerLink,
  ],
};

export { CustomerBillingInput, toCustomerBilling } from './billing.types.ts';
export { type BlockFacts, loadBlockFacts, UNCHARGED } from './blockFacts.store.ts';
export { createCustomer } from './createCustomer.ts';
export { customersByReference } from './byReference.ts';
export { beginsWith, searchedCustomers } from './customerSearch.ts';
export { foundCustomers } from './foundCustomers.ts';
export { customerRecords } from './customers.records.ts';
export type { CustomerUpdateInput } from './customers.inputs.ts';
export { lockedCustomer, updateCustomer, updateCustomerBilling } from './customers.service.ts';
export type { LockedCustomer } from './customers.store.ts';
export { customersWhere } from './customers.list.ts';
export { ofMarkedCustomers } from './marks.ts';
export { BillingType, CustomerFilter, CustomerStatus, CustomerType } from './customers.types.ts';
export { phoneNumbers, searchWords, wordsCondition } from './customers.words.ts';
export { moveStatus } from './status.service.ts';
export type { StatusMove } from './status.store.ts';
export { CUSTOMER_COLUMNS } from './listFile.ts';
export { owingTheirTax } from './reverseCharge.ts';
