import { request } from './client.ts';
import { graphql } from '../generated/index.ts';

const searchDocument = graphql(`
  query Search($text: String!, $kinds: [String!]) {
    search(text: $text, kinds: $kinds) {
      id
      title
      detail
    }
  }
`);

/** Records of a kind that the server finds for what is typed, as the command palette shows them. */
export async function foundOf(
  kind: 'CUSTOMER' | 'INVOICE' | 'PAYMENT',
  resource: string,
  text: string,
): Promise<{ id: string; label: string; detail: string; to: string }[]> {
  const { search } = await request(searchDocument, { text, kinds: [kind] });
  return search.map(({ id, title, detail }) => ({
    id,
    label: title,
    detail: detail ?? '',
    to: `/${resource}/${id}/show`,
  }));
}
