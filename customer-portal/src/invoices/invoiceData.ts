import type { InvoiceQuery } from '../generated/graphql.ts';

/** An invoice as its page shows it. */
export type InvoiceData = InvoiceQuery['invoice'];
