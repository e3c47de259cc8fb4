import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { FoundRecord } from '../kit/office/module.ts';

const partnersDocument = graphql(`
  query PalettePartners($search: String!) {
    partners(filter: { search: $search }, first: 5) {
      nodes {
        id
        number
        name
        customerCount
      }
    }
  }
`);

/** The partners that the command palette finds for what is typed. */
export async function findPartners(
  search: string,
  { locale }: { locale: string },
): Promise<FoundRecord[]> {
  const { partners } = await request(partnersDocument, { search });
  return partners.nodes.map(({ id, number, name, customerCount }) => ({
    id,
    label: name,
    detail: `Partner ${number} · ${countOf(customerCount, 'customer', 'customers', locale)}`,
    to: `/partners/${id}/show`,
  }));
}
