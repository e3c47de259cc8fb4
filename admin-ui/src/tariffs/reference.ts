import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

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

const tariff = graphql(`
  query ReferTariff($id: ID!) {
    tariff(id: $id) {
      id
      name
      kind
    }
  }
`);

/** How fields that point to a tariff find and name it. */
export const tariffReference = reference(
  'TARIFF',
  'tariffs:read',
  async (search) => (await request(tariffs, { search })).tariffs.nodes,
  async (id) => (await request(tariff, { id })).tariff,
  (node) => [node.name, ''],
);
