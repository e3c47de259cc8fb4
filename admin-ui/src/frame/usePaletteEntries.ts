import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { formatMoney, statusLook } from '@backhaul/design';
import { graphql } from '../generated/index.ts';
import { mayDo } from '../api/access.ts';
import { atDesk } from '../api/desk.ts';
import { request } from '../api/client.ts';
import { useViewer } from '../api/viewer.ts';
import { useLocale } from '../kit/locale.ts';
import type { IconName } from '../kit/icons.tsx';
import { commands, openTo, pageGroups, type PageEntry } from './pageTable.ts';

const customersDocument = graphql(`
  query PaletteCustomers($search: String!) {
    customers(filter: { search: $search }, first: 6) {
      nodes {
        id
        number
        name
        status
        partner {
          id
          name
        }
      }
    }
  }
`);

const invoicesDocument = graphql(`
  query PaletteInvoices($search: String!) {
    invoices(filter: { search: $search }, first: 5) {
      nodes {
        id
        number
        status
        total
        currency
        customer {
          id
          name
        }
      }
    }
  }
`);

export interface PaletteEntry {
  key: string;
  group: string;
  label: string;
  detail?: string;
  to: string;
  icon: IconName;
}

/** What is typed, once the typing rests. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 150);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

function matches(entry: PageEntry, words: string[]): boolean {
  const text = `${entry.label} ${entry.alias ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function asEntries(group: string, entries: PageEntry[]): PaletteEntry[] {
  return entries.map(({ label, to, icon }) => ({
    key: to.replaceAll('/', '-'),
    group,
    label,
    to,
    icon,
  }));
}

/** Customers and invoices that match, then pages and actions; without a search, where one may want to go. */
export function usePaletteEntries(typed: string): { entries: PaletteEntry[]; searching: boolean } {
  const permissions = useViewer()?.permissions ?? [];
  const locale = useLocale();
  const now = typed.trim();
  const search = useRested(now);
  const customers = useQuery({
    queryKey: ['palette', 'customers', search],
    queryFn: () => request(customersDocument, { search }),
    enabled: search.length > 0 && mayDo(permissions, 'customers', 'list'),
  });
  const invoices = useQuery({
    queryKey: ['palette', 'invoices', search],
    queryFn: () => request(invoicesDocument, { search }),
    // Invoices are looked for by number; a name already finds the customer.
    enabled: /\d/.test(search) && mayDo(permissions, 'invoices', 'list'),
  });

  const words = now.toLowerCase().split(/\s+/).filter(Boolean);
  const pages = openTo(pageGroups.flat(), permissions).filter((entry) => matches(entry, words));
  const others = openTo(commands, permissions).filter((entry) => matches(entry, words));
  const found: PaletteEntry[] =
    now === ''
      ? []
      : [
          ...(customers.data?.customers.nodes ?? []).map((customer) => ({
            key: customer.id,
            group: 'Customers',
            label: customer.name,
            icon: 'customers' as const,
            detail: `${customer.number} · ${customer.partner.name} · ${statusLook(customer.status).label}`,
            to: `/customers/${customer.id}/show`,
          })),
          ...(invoices.data?.invoices.nodes ?? []).map((invoice) => ({
            key: invoice.id,
            group: 'Invoices',
            label: invoice.number ?? 'Draft',
            icon: 'invoices' as const,
            detail: `${invoice.customer.name} · ${formatMoney(invoice.total, invoice.currency, locale)} · ${statusLook(invoice.status).label}`,
            to: atDesk(permissions)
              ? `/customers/${invoice.customer.id}/show`
              : `/invoices/${invoice.id}/show`,
          })),
        ];
  return {
    entries: [
      ...found,
      ...asEntries('Pages', [...pages, ...others.filter((entry) => entry.icon !== 'action')]),
      ...asEntries(
        'Actions',
        others.filter((entry) => entry.icon === 'action'),
      ),
    ],
    searching: search !== now || customers.isFetching || invoices.isFetching,
  };
}
