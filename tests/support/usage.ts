import { randomUUID } from 'node:crypto';
import type { TestServer } from './backhaul.ts';

const INVOICE =
  'id documentDate total usageCount usageUrl lines { description kind quantity periodFrom periodTo total }';
const CREATE = `mutation ($c: ID!, $from: Date!, $to: Date!, $f: String) {
  createInvoiceFromUsage(customerId: $c, from: $from, to: $to, documentDate: "2026-04-20", fingerprint: $f) { ${INVOICE} }
}`;
export const RECORD =
  'mutation ($input: [UsageInput!]!) { recordUsage(input: $input) { accepted alreadyThere } }';

/** What is used, told through the API. */
export function usageTold(server: TestServer) {
  return {
    /** A call at 0.05. */
    call: (serviceId: string, at: string, over: object = {}) => ({
      sourceId: randomUUID(),
      serviceId,
      at,
      kind: 'Calls',
      quantity: '1',
      unitPrice: '0.05',
      ...over,
    }),
    record: async (
      input: object[],
      token = server.operator,
    ): Promise<{ accepted: number; alreadyThere: number }> =>
      (await server.must<any>(RECORD, { input }, token)).recordUsage,
    of: async (filter: object, token = server.operator): Promise<any[]> =>
      (
        await server.must<any>(
          'query ($filter: UsageFilter) { usage(filter: $filter) { totalCount nodes { id sourceId kind quantity unitPrice amount state at } } }',
          { filter },
          token,
        )
      ).usage.nodes,
    open: async (id: string): Promise<any[]> =>
      (
        await server.must<any>(
          'query ($id: ID!) { customer(id: $id) { openUsage { kind quantity unitPrice amount from to records service { id } } } }',
          { id },
        )
      ).customer.openUsage,
    invoice: async (c: string, from: string, to: string, f?: string): Promise<any> =>
      (await server.must<any>(CREATE, { c, from, to, f })).createInvoiceFromUsage,
    refusedInvoice: (c: string, from: string, to: string, f?: string) =>
      server.refused(CREATE, { c, from, to, f }),
  };
}
