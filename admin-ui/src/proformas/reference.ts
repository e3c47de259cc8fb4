import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const found = graphql(`
  query ReferProformas($search: String) {
    proformas(filter: { search: $search }, first: 20) {
      nodes {
        id
        number
        customer {
          id
          number
          name
        }
      }
    }
  }
`);

const one = graphql(`
  query ReferProforma($id: ID!) {
    proforma(id: $id) {
      id
      number
      customer {
        id
        number
        name
      }
    }
  }
`);

/** How fields that point to a proforma find and name it. */
export const proformaReference = reference(
  'PROFORMA',
  'invoices:read',
  async (search) => (await request(found, { search })).proformas.nodes,
  async (id) => (await request(one, { id })).proforma,
  (node) => [node.number, `${node.customer.name} #${node.customer.number}`],
);
