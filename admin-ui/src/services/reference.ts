import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const services = graphql(`
  query ReferServices($search: String) {
    services(filter: { search: $search }, first: 20) {
      nodes {
        id
        description
        customer {
          id
          number
          name
        }
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
        number
        name
      }
    }
  }
`);

/** How fields that point to a service find and name it. */
export const serviceReference = reference(
  'SERVICE',
  'services:read',
  async (search) => (await request(services, { search })).services.nodes,
  async (id) => (await request(service, { id })).service,
  (node) => [node.description, `${node.customer.name} #${node.customer.number}`],
);
