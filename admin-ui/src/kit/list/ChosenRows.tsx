import { Suspense, type ReactNode } from 'react';
import type { RaRecord } from 'react-admin';
import { useViewer } from '../../api/viewer.ts';
import type { Permission } from '../../api/access.ts';
import type { Slot } from '../office/slots.ts';
import { useSlot } from '../office/useSlot.ts';
import type { ChosenPart } from './chosen.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useChosenRows } from './useChosenRows.ts';

/** What the viewer may do with the rows that are ticked. */
export function useChosenParts<Part extends { needs: Permission }>(from: Slot<Part>): Part[] {
  const permissions = useViewer()?.permissions ?? [];
  return useSlot(from).filter(({ needs }) => permissions.includes(needs));
}

interface ChosenRowsProps<Row> {
  one: string;
  many: string;
  parts: readonly ChosenPart<Row>[];
  /** Buttons of the list's own, before the others. */
  children?: ReactNode;
}

/** The bar of what can be done with all rows that are ticked. */
export function ChosenRows<Row extends RaRecord>({
  one,
  many,
  parts,
  children,
}: ChosenRowsProps<Row>) {
  const chosen = useChosenRows<Row>();
  return (
    <SelectionBar one={one} many={many}>
      {children}
      <Suspense fallback={null}>
        {parts.map(({ Part }, index) => (
          <Part key={index} {...chosen} />
        ))}
      </Suspense>
    </SelectionBar>
  );
}
