import { shortDate } from '@backhaul/domain/time/calendar';
import { SortOrder } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { contactRecords, foundContacts } from '../contacts/index.ts';
import { beginsWith, customerRecords, foundCustomers } from '../customers/index.ts';
import { searchedByFields } from '../fields/index.ts';
import { invoiceRecords, type InvoiceType } from '../invoices/index.ts';
import { partnerRecords, placesLookedAt } from '../partners/index.ts';
import { paymentRecords, type PaymentType } from '../payments/index.ts';
import { SearchHitType, type SearchedKind } from './search.types.ts';

/** What all kinds of hits need to know of a search. */
interface Asked {
  text: string;
  most: number;
  /** The customers that it finds, the exact ones first. */
  customers: { id: string; exact: boolean }[];
}

type Found = Omit<SearchHitType, 'kind'>;
type Finder = (ctx: Context, asked: Asked) => Promise<Found[]>;

const FINDERS: Readonly<Record<SearchedKind, Finder>> = {
  CUSTOMER: customerHits,
  CONTACT: contactHits,
  INVOICE: invoiceHits,
  PAYMENT: paymentHits,
};

/** What each kind of record takes to be searched. */
const READ = {
  CUSTOMER: 'customers:read',
  CONTACT: 'customers:read',
  INVOICE: 'invoices:read',
  PAYMENT: 'payments:read',
} as const;

/**
 * The records of these kinds that the viewer may read and a text finds, so many at most of each:
 * those whose whole number it is first, then those of whom every word that was typed begins a word.
 * Documents of the customers that are found follow those found by their own number.
 */
export async function search(
  ctx: Context,
  text: string,
  kinds: readonly SearchedKind[],
  most: number,
): Promise<SearchHitType[]> {
  const read = kinds.filter((kind) => ctx.can(READ[kind]));
  if (!read.length) return [];
  const customers = ctx.can('customers:read') ? await foundCustomers(ctx, text, most) : [];
  const hits: SearchHitType[] = [];
  for (const kind of read)
    for (const found of await FINDERS[kind](ctx, { text, most, customers }))
      hits.push(Object.assign(new SearchHitType(), { kind, ...found }));
  return hits.sort((a, b) => Number(b.exact) - Number(a.exact));
}

async function customerHits(ctx: Context, { customers }: Asked): Promise<Found[]> {
  const hits = await Promise.all(
    customers.map(async ({ id, exact }): Promise<Found | null> => {
      const customer = await customerRecords.load(ctx, id);
      if (!customer) return null;
      const partner = await partnerRecords.load(ctx, customer.partnerId);
      const { number, name, status } = customer;
      const said = [`#${number}`, ...(partner ? [partner.name] : []), sayCode(status)];
      return { id, title: name, detail: said.join(' · '), exact };
    }),
  );
  return hits.filter((hit) => hit !== null);
}

async function contactHits(ctx: Context, { text, most }: Asked): Promise<Found[]> {
  const typed = text.trim().toLowerCase();
  const hits = await Promise.all(
    (await foundContacts(ctx, text, most)).map(async (id): Promise<Found | null> => {
      const contact = await contactRecords.load(ctx, id);
      if (!contact) return null;
      const { name, role, emails, customerId } = contact;
      const said = [await customerWords(ctx, customerId), role].filter(Boolean);
      const exact = emails.some((each) => each.toLowerCase() === typed);
      return { id, title: name, detail: said.join(' · '), exact, customerId };
    }),
  );
  return hits.filter((hit) => hit !== null);
}

/** "Active". */
const sayCode = (code: string): string => code.charAt(0) + code.slice(1).toLowerCase();

/** Letters and digits of a number, in capitals, as the database keeps those of invoices. */
const keyOf = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

async function customerWords(ctx: Context, customerId: string): Promise<string | null> {
  const customer = ctx.can('customers:read') ? await customerRecords.load(ctx, customerId) : null;
  return customer && `${customer.name} #${customer.number}`;
}

/** The first pages of lists joined, each record once. */
async function firstOf<T extends { id: string }>(
  most: number,
  pages: readonly (() => Promise<{ nodes: T[] }>)[],
): Promise<T[]> {
  const found = new Map<string, T>();
  for (const page of pages) {
    if (found.size >= most) break;
    for (const node of (await page()).nodes) found.set(node.id, found.get(node.id) ?? node);
  }
  return [...found.values()].slice(0, most);
}

async function invoiceHits(ctx: Context, { text, most, customers }: Asked): Promise<Found[]> {
  const key = keyOf(text);
  const places = await ctx.read((tx) => placesLookedAt(ctx, tx, {}));
  const page = (where: object, sort = 'number') =>
    invoiceRecords.page(
      ctx,
      { first: most, sort: sort === 'number' ? [{ field: sort, order: SortOrder.ASC }] : [] },
      { AND: [where, ...places] },
    );
  const byFields = ctx.reads('Invoice', 'customFields')
    ? await ctx.read((tx) => searchedByFields(tx, 'INVOICE', text))
    : [];
  const found: InvoiceType[] = await firstOf(most, [
    ...(key.length > 1
      ? [() => page({ numberKey: key }), () => page({ numberKey: beginsWith(key) })]
      : []),
    ...(byFields.length ? [() => page({ id: { in: byFields } })] : []),
    ...(customers.length
      ? [() => page({ customerId: { in: customers.map(({ id }) => id) } }, 'latest')]
      : []),
  ]);
  return Promise.all(
    found.map(async ({ id, number, customerId, total, currency }) => ({
      id,
      title: number ?? 'Draft',
      detail: [await customerWords(ctx, customerId), `${total} ${currency}`]
        .filter(Boolean)
        .join(' · '),
      exact: number !== null && keyOf(number) === key,
    })),
  );
}

async function paymentHits(ctx: Context, { text, most, customers }: Asked): Promise<Found[]> {
  const places = await ctx.read((tx) => placesLookedAt(ctx, tx, {}));
  const page = (where: object, byNumber = true) =>
    paymentRecords.page(
      ctx,
      { first: most, sort: byNumber ? [{ field: 'receiptNumber', order: SortOrder.ASC }] : [] },
      { AND: [where, ...places] },
    );
  const byFields = ctx.reads('Payment', 'customFields')
    ? await ctx.read((tx) => searchedByFields(tx, 'PAYMENT', text))
    : [];
  const typed = [...new Set([text, text.toUpperCase()])];
  const found: PaymentType[] = await firstOf(most, [
    () => page({ receiptNumber: { in: typed } }),
    ...typed.map((each) => () => page({ receiptNumber: beginsWith(each) })),
    ...(byFields.length ? [() => page({ id: { in: byFields } })] : []),
    ...(customers.length
      ? [() => page({ customerId: { in: customers.map(({ id }) => id) } }, false)]
      : []),
  ]);
  return Promise.all(
    found.map(async ({ id, receiptNumber, customerId, amount, currency, date }) => ({
      id,
      title: receiptNumber,
      detail: [
        await customerWords(ctx, customerId),
        `${amount} ${currency}`,
        `${shortDate(date)} ${date.slice(0, 4)}`,
      ]
        .filter(Boolean)
        .join(' · '),
      exact: typed.includes(receiptNumber),
    })),
  );
}
