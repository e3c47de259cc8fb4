import { useQuery } from '@tanstack/react-query';
import { formatDate, readerLocale } from '@backhaul/design';
import { graphql } from '../generated/index.ts';
import { request } from '../api/client.ts';
import type { Permission } from '../api/access.ts';
import { useCan } from '../api/access.ts';
import type { Entity } from './api.ts';

/** A record as a reference shows it. */
export interface Referred {
  id: string;
  label: string;
  /** What tells it from others that are called the same. */
  detail: string;
}

const customers = graphql(`
  query ReferCustomers($search: String) {
    customers(filter: { search: $search }, first: 20) {
      nodes {
        id
        number
        name
        partner {
          id
          name
        }
      }
    }
  }
`);
const services = graphql(`
  query ReferServices($search: String) {
    services(filter: { search: $search }, first: 20) {
      nodes {
        id
        description
        customer {
          id
          name
        }
      }
    }
  }
`);
const tariffs = graphql(`
  query ReferTariffs($search: String) {
    tariffs(filter: { search: $search }, first: 20) {
      nodes {
        id
        name
        kind
      }
    }
  }
`);
const invoices = graphql(`
  query ReferInvoices($search: String) {
    invoices(filter: { search: $search }, first: 20) {
      nodes {
        id
        number
        customer {
          id
          name
        }
      }
    }
  }
`);
const payments = graphql(`
  query ReferPayments($search: String) {
    payments(filter: { search: $search }, first: 20) {
      nodes {
        id
        receiptNumber
        customer {
          id
          name
        }
      }
    }
  }
`);
const transactions = graphql(`
  query ReferTransactions($search: String) {
    transactions(filter: { search: $search }, first: 20) {
      nodes {
        id
        description
        date
        customer {
          id
          name
        }
      }
    }
  }
`);
const partners = graphql(`
  query ReferPartners($search: String) {
    partners(filter: { search: $search }, first: 20) {
      nodes {
        id
        number
        name
      }
    }
  }
`);
const users = graphql(`
  query ReferUsers($search: String) {
    users(filter: { search: $search }, first: 20) {
      nodes {
        id
        name
        email
      }
    }
  }
`);

const customer = graphql(`
  query ReferCustomer($id: ID!) {
    customer(id: $id) {
      id
      number
      name
      partner {
        id
        name
      }
    }
  }
`);
const service = graphql(`
  query ReferService($id: ID!) {
    service(id: $id) {
      id
      description
      customer {
        id
        name
      }
    }
  }
`);
const tariff = graphql(`
  query ReferTariff($id: ID!) {
    tariff(id: $id) {
      id
      name
      kind
    }
  }
`);
const invoice = graphql(`
  query ReferInvoice($id: ID!) {
    invoice(id: $id) {
      id
      number
      customer {
        id
        name
      }
    }
  }
`);
const payment = graphql(`
  query ReferPayment($id: ID!) {
    payment(id: $id) {
      id
      receiptNumber
      customer {
        id
        name
      }
    }
  }
`);
const transaction = graphql(`
  query ReferTransaction($id: ID!) {
    transaction(id: $id) {
      id
      description
      date
      customer {
        id
        name
      }
    }
  }
`);
const partner = graphql(`
  query ReferPartner($id: ID!) {
    partner(id: $id) {
      id
      number
      name
    }
  }
`);
const user = graphql(`
  query ReferUser($id: ID!) {
    user(id: $id) {
      id
      name
      email
    }
  }
`);

interface Kind {
  needs: Permission;
  /** The record's page. */
  page: (id: string) => string;
  find: (search: string | null) => Promise<Referred[]>;
  one: (id: string) => Promise<Referred>;
}

function kind<Node extends { id: string }>(
  needs: Permission,
  folder: string,
  find: (search: string | null) => Promise<readonly Node[]>,
  one: (id: string) => Promise<Node>,
  say: (node: Node) => [label: string, detail: string],
): Kind {
  const referred = (node: Node): Referred => {
    const [label, detail] = say(node);
    return { id: node.id, label, detail };
  };
  return {
    needs,
    page: (id) => `/${folder}/${id}/show`,
    find: async (search) => (await find(search)).map(referred),
    one: async (id) => referred(await one(id)),
  };
}

const kinds: Readonly<Record<Entity, Kind>> = {
  CUSTOMER: kind(
    'customers:read',
    'customers',
    async (search) => (await request(customers, { search })).customers.nodes,
    async (id) => (await request(customer, { id })).customer,
    (node) => [`${node.name} #${node.number}`, node.partner.name],
  ),
  SERVICE: kind(
    'services:read',
    'services',
    async (search) => (await request(services, { search })).services.nodes,
    async (id) => (await request(service, { id })).service,
    (node) => [node.description, node.customer.name],
  ),
  TARIFF: kind(
    'tariffs:read',
    'tariffs',
    async (search) => (await request(tariffs, { search })).tariffs.nodes,
    async (id) => (await request(tariff, { id })).tariff,
    (node) => [node.name, ''],
  ),
  INVOICE: kind(
    'invoices:read',
    'invoices',
    async (search) => (await request(invoices, { search })).invoices.nodes,
    async (id) => (await request(invoice, { id })).invoice,
    (node) => [node.number ?? 'Draft', node.customer.name],
  ),
  PAYMENT: kind(
    'payments:read',
    'payments',
    async (search) => (await request(payments, { search })).payments.nodes,
    async (id) => (await request(payment, { id })).payment,
    (node) => [node.receiptNumber, node.customer.name],
  ),
  TRANSACTION: kind(
    'transactions:read',
    'transactions',
    async (search) => (await request(transactions, { search })).transactions.nodes,
    async (id) => (await request(transaction, { id })).transaction,
    (node) => [node.description, `${node.customer.name}, ${formatDate(node.date, readerLocale())}`],
  ),
  PARTNER: kind(
    'partners:read',
    'partners',
    async (search) => (await request(partners, { search })).partners.nodes,
    async (id) => (await request(partner, { id })).partner,
    (node) => [node.name, `Partner ${node.number}`],
  ),
  USER: kind(
    'users:read',
    'users',
    async (search) => (await request(users, { search })).users.nodes,
    async (id) => (await request(user, { id })).user,
    (node) => [node.name, node.email],
  ),
};

/** The page of a record that is referred to. */
export const referencePage = (entity: Entity, id: string): string => kinds[entity].page(id);

/** Records of a kind that fit what was typed; nothing for a role that may not see them. */
export function useReferences(entity: Entity, search: string) {
  const allowed = useCan(kinds[entity].needs);
  return useQuery({
    queryKey: ['references', entity, 'find', search],
    queryFn: () => kinds[entity].find(search || null),
    enabled: allowed,
    placeholderData: (before) => before,
  });
}

/** The record an id stands for. */
export function useReference(entity: Entity, id: string) {
  const allowed = useCan(kinds[entity].needs);
  return useQuery({
    queryKey: ['references', entity, 'one', id],
    queryFn: () => kinds[entity].one(id),
    enabled: allowed && id !== '',
    staleTime: 60_000,
  });
}
