import { request } from '../../api/client.ts';
import { graphql } from '../../generated/index.ts';
import { reference } from '../../kit/office/reference.ts';

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

const user = graphql(`
  query ReferUser($id: ID!) {
    user(id: $id) {
      id
      name
      email
    }
  }
`);

/** How fields that point to an user find and name it. */
export const userReference = reference(
  'USER',
  'users:read',
  async (search) => (await request(users, { search })).users.nodes,
  async (id) => (await request(user, { id })).user,
  (node) => [node.name, node.email],
);
