import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

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

/** How fields that point to a customer find and name it. */
export const customerReference = reference(
  'CUSTOMER',
  'customers:read',
  async (search) => (await request(customers, { search })).customers.nodes,
  async (id) => (await request(customer, { id })).customer,
  (node) => [`${node.name} #${node.number}`, node.partner.name],
);
