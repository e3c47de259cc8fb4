import { graphql } from '../generated/index.ts';

graphql(`
  fragment ContactShown on Contact {
    id
    name
    role
    emails
    phones
    topics
    customFields
  }
`);

export const ContactsQuery = graphql(`
  query CustomerContacts($id: ID!) {
    customer(id: $id) {
      id
      email
      contacts {
        ...ContactShown
      }
    }
  }
`);

export const SaveContact = graphql(`
  mutation SaveContact($id: ID, $input: ContactInput!) {
    saveContact(id: $id, input: $input) {
      ...ContactShown
    }
  }
`);

export const RemoveContact = graphql(`
  mutation RemoveContact($id: ID!) {
    removeContact(id: $id)
  }
`);

export const FoundContactsQuery = graphql(`
  query FoundContacts($text: String!) {
    search(text: $text, kinds: ["CONTACT"]) {
      id
      title
      detail
      customerId
    }
  }
`);
