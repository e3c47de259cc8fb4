import type { ComponentType } from 'react';
import type { Permission } from '../api/access.ts';
import type { InvoiceDetailFragment, InvoiceRowFragment } from '../generated/graphql.ts';
import type { ChosenPart } from '../kit/list/chosen.ts';
import { slot } from '../kit/office/slots.ts';
import type { InvoiceInTheMaking } from './useInvoiceForm.ts';
import type { RecordAction } from '../kit/office/useActions.tsx';

/** What later modules let one do with an invoice. */
export const invoiceActions = slot<RecordAction<InvoiceDetailFragment>>('actions on an invoice');
/** What stands below an invoice. */
export const invoiceParts =
  slot<ComponentType<{ invoice: InvoiceDetailFragment }>>('parts of an invoice');
/** What else can be made of a new invoice from its form. */
export const invoiceFormActions = slot<{
  needs: Permission;
  Part: ComponentType<{ invoice: InvoiceInTheMaking }>;
}>('actions on a new invoice');
/** What can be done with all invoices that the list's filters find. */
export const foundInvoices = slot<{ needs: Permission; Part: ComponentType }>(
  'actions on found invoices',
);
/** What can be done with the invoices that are ticked. */
export const chosenInvoices = slot<ChosenPart<InvoiceRowFragment>>('actions on invoices');
