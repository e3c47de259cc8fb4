import type { Module } from '../../kit/module.ts';
import { ClaimsResolver } from './claims.resolver.ts';
import { PAYMENTS_FILE } from './listFile.ts';
import { TransactionPaymentLink, AllocationPaymentLink } from './links.ts';
import {
  PaymentsResolver,
  AllocationResolver,
  CustomerPaymentsResolver,
} from './payments.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';
import { PaymentFlagResolver, PaymentTasksResolver } from './tasks.resolver.ts';

export const payments: Module = {
  name: 'payments',
  listFiles: [PAYMENTS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [
    TransactionPaymentLink,
    AllocationPaymentLink,
    PaymentsResolver,
    ClaimsResolver,
    AllocationResolver,
    CustomerPaymentsResolver,
    PaymentTasksResolver,
    PaymentFlagResolver,
  ],
};

export { paymentRecords } from './payments.records.ts';
export { keepProviderFee, passedOnFees } from './payments.store.ts';
export { type NewPayment, paymentOfKey, recordPayment } from './payments.service.ts';
export { AllocationType, PaymentType } from './payments.types.ts';
export { dayOfReturn, restorePayment, returnMore, returnPayment } from './returned.service.ts';
export { reversePayment } from './reverse.service.ts';
export { payerOf } from './reverse.store.ts';
export {
  closeBookedTasks,
  closeTasksAbout,
  closeTasksOfReversed,
  raisePaymentTask,
} from './tasks.service.ts';
