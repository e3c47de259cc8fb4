import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const locations = graphql(`
  query ReferLocations($search: String) {
    locations(search: $search) {
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

const location = graphql(`
  query ReferLocation($id: ID!) {
    location(id: $id) {
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

/** How fields that point to a location find and name it. */
export const locationReference = reference(
  'LOCATION',
  'locations:read',
  async (search) => (await request(locations, { search })).locations.slice(0, 20),
  async (id) => (await request(location, { id })).location,
  (node) => [node.name, `location ${node.number} of ${node.partner.name}`],
);
