import type { Frame } from '../frame.ts';
import type { Planned } from '../import.service.ts';
import type { Table } from '../table.ts';

type Plan = (frame: Frame, table: Table) => Promise<Planned>;

/** What a row's own customer is called where it has no number of an old system; nobody types this. */
const ownName = (line: number) => `\u27e6${line}\u27e7`;

/**
 * Customers, each with its first service where its row names a tariff: by the rules of both files.
 * What is wrong with the service keeps its customer back.
 */
export function planCustomers(customers: Plan, services: Plan): Plan {
  return async (frame, table) => {
    const people = await customers(frame, table);
    const at = (target: string) => table.header.indexOf(target);
    const [tariff, start] = [at('tariff'), at('startDate')];
    if (tariff < 0) return people;
    const first: Table = {
      ...table,
      file: 'services.csv',
      header: ['customer', 'tariff', 'start'],
      headerCells: ['customer', 'tariff', 'start'],
      records: table.records.flatMap((record) => {
        if (!record.made || record.faults.length || !record.cells[tariff].trim()) return [];
        const name = ownName(record.line);
        const made = frame.made.get(record.made);
        if (made) frame.customers.set(name, [made]);
        const cells = [
          Buffer.from(name).toString('latin1'),
          record.cells[tariff],
          start < 0 ? '' : record.cells[start],
        ];
        return [{ line: record.line, cells, faults: [], warnings: [] }];
      }),
    };
    const begun = await services(frame, first);
    const byLine = new Map(table.records.map((record) => [record.line, record]));
    for (const { line, faults } of first.records)
      for (const { column, reason } of faults)
        byLine
          .get(line)
          ?.faults.push({ column: column === 'start' ? 'startDate' : column, reason });
    return {
      skipped: people.skipped,
      async write() {
        await people.write();
        await begun.write();
      },
    };
  };
}
