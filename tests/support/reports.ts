import type { TestServer } from './backhaul.ts';

export interface ListLink {
  list: string;
  filter: object;
}
export interface Row {
  values: (string | null)[];
  drill: ListLink | null;
  drills: (ListLink | null)[];
}
export interface Report {
  columns: { key: string; label: string; unit: string | null }[];
  rows: Row[];
  rowCount: number;
  totals: Row;
  notes: string[];
  currency: string;
}

const ROW = 'values drill { list filter } drills { list filter }';

/** Reports as the back office asks for them, and the lists that their cells open. */
export function reporting(server: TestServer) {
  const report = async (
    input: object,
    page: { first?: number; offset?: number } = {},
    token = server.operator,
  ): Promise<Report> =>
    (
      await server.must<any>(
        `query ($input: ReportInput!, $first: Int, $offset: Int) { report(input: $input) {
          columns { key label unit } rowCount notes currency
          rows(first: $first, offset: $offset) { ${ROW} } totals { ${ROW} } } }`,
        { input, ...page },
        token,
      )
    ).report;
  return {
    report,
    /** The values of all rows, and of the total. */
    table: async (input: object, token = server.operator): Promise<(string | null)[][]> => {
      const { rows, totals } = await report(input, { first: 1000 }, token);
      return [...rows, totals].map(({ values }) => values);
    },
    /** What the entries that a cell opens come to. */
    entries: async ({ filter }: ListLink): Promise<Record<'net' | 'tax' | 'gross', number>> => {
      const { transactions } = await server.must<any>(
        `query ($filter: TransactionFilter) { transactions(filter: $filter, first: 1) {
          totalCount net { amount } tax { amount } } }`,
        { filter },
      );
      const cents = (sums: { amount: string }[]) => Math.round(Number(sums[0]?.amount ?? 0) * 100);
      const [net, tax] = [cents(transactions.net), cents(transactions.tax)];
      return { net, tax, gross: net + tax };
    },
  };
}
