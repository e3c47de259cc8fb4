import type { ReactNode } from 'react';
import { DataTable, type DataTableProps, type RaRecord } from 'react-admin';
import { Cards } from './Cards.tsx';
import { useOnPhone } from './useOnPhone.ts';

interface RecordTableProps<Row extends RaRecord> {
  /** Where a click on a row of the table leads. */
  rowClick: DataTableProps<Row>['rowClick'];
  /** The columns that a table shows only when they are asked for. */
  hiddenColumns?: string[];
  /** `Column`s, and those for ticks and actions. */
  children: ReactNode;
}

/** The records of a list as rows under their columns; on a phone each as a card. */
export function RecordTable<Row extends RaRecord>({
  children,
  hiddenColumns = [],
  rowClick,
}: RecordTableProps<Row>) {
  const onPhone = useOnPhone();
  return onPhone ? (
    <Cards>{children}</Cards>
  ) : (
    <DataTable<Row> bulkActionButtons={false} rowClick={rowClick} hiddenColumns={hiddenColumns}>
      {children}
    </DataTable>
  );
}
