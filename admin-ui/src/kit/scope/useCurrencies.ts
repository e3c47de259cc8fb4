import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { useCan } from '../../api/access.ts';
import { graphql } from '../../generated/index.ts';
import { usePartnerScope } from './partnerScope.ts';

const currenciesDocument = graphql(`
  query DashboardCurrencies($first: Int!, $offset: Int!) {
    partners(first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        currency
        parent {
          id
        }
      }
    }
  }
`);

interface Node {
  id: string;
  currency: string;
  parent?: { id: string } | null;
}

const pageMax = 200;

async function loadPartners(): Promise<Node[]> {
  const all: Node[] = [];
  for (;;) {
    const { partners } = await request(currenciesDocument, { first: pageMax, offset: all.length });
    all.push(...partners.nodes);
    if (partners.nodes.length === 0 || all.length >= partners.totalCount) return all;
  }
}

function currenciesBelow(rootId: string, partners: readonly Node[]): string[] {
  const children = new Map<string, Node[]>();
  for (const partner of partners) {
    const parentId = partner.parent?.id ?? '';
    children.set(parentId, [...(children.get(parentId) ?? []), partner]);
  }
  const found = new Set<string>();
  const open = partners.filter((partner) => partner.id === rootId);
  for (let next = open.pop(); next; next = open.pop()) {
    found.add(next.currency);
    open.push(...(children.get(next.id) ?? []));
  }
  return [...found].sort();
}

/** The currencies billed in within the chosen part of the tree, its own one first. */
export function useCurrencies(): string[] {
  const { partner } = usePartnerScope();
  const seesPartners = useCan('partners:read');
  const { data } = useQuery({
    queryKey: ['partners', 'currencies'],
    queryFn: loadPartners,
    staleTime: 300_000,
    enabled: seesPartners && (partner?.childCount ?? 0) > 0,
  });
  if (!partner) return [];
  const others = data
    ? currenciesBelow(partner.id, data).filter((currency) => currency !== partner.currency)
    : [];
  return [partner.currency, ...others];
}
