import { statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { FoundRecord } from '../kit/office/module.ts';

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

/** The customers that the command palette finds for what is typed. */
export async function findCustomers(search: string): Promise<FoundRecord[]> {
  const { customers } = await request(customersDocument, { search });
  return customers.nodes.map(({ id, number, name, partner, status }) => ({
    id,
    label: name,
    detail: `${number} · ${partner.name} · ${statusLook(status).label}`,
    to: `/customers/${id}/show`,
  }));
}
