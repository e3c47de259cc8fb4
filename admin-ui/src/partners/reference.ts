import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

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

const partner = graphql(`
  query ReferPartner($id: ID!) {
    partner(id: $id) {
      id
      number
      name
    }
  }
`);

/** How fields that point to a partner find and name it. */
export const partnerReference = reference(
  'PARTNER',
  'partners:read',
  async (search) => (await request(partners, { search })).partners.nodes,
  async (id) => (await request(partner, { id })).partner,
  (node) => [node.name, `Partner ${node.number}`],
);
