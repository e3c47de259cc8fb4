import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const found = graphql(`
  query ReferCreditNotes($search: String) {
    creditNotes(filter: { search: $search }, first: 20) {
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
  query ReferCreditNote($id: ID!) {
    creditNote(id: $id) {
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

/** How fields that point to a credit note find and name it. */
export const creditNoteReference = reference(
  'CREDIT_NOTE',
  'invoices:read',
  async (search) => (await request(found, { search })).creditNotes.nodes,
  async (id) => (await request(one, { id })).creditNote,
  (node) => [node.number, `${node.customer.name} #${node.customer.number}`],
);
