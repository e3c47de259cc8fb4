import type { DeskPages } from '../frame/guarded.tsx';
import { DeskCustomer } from './DeskCustomer.tsx';
import { DeskCustomers } from './DeskCustomers.tsx';
import { DeskInvoices } from './DeskInvoices.tsx';
import { DeskPayment } from './DeskPayment.tsx';
import { DeskPayments } from './DeskPayments.tsx';

/** What whoever takes money at the desk has in the place of the back office's own pages, by resource. */
export const deskPages: Record<string, DeskPages> = {
  customers: { list: DeskCustomers, show: DeskCustomer },
  invoices: { list: DeskInvoices },
  payments: { list: DeskPayments, create: DeskPayments, show: DeskPayment },
};
