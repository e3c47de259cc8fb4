import type { ComponentType } from 'react';
import type { Permission } from '../../api/access.ts';

/** The rows that are ticked: all of them once `pending` is over. */
export interface ChosenProps<Row> {
  rows: readonly Row[];
  pending: boolean;
  clear: () => void;
}

/** A button for the rows that are ticked in a list, which another module puts there. */
export interface ChosenPart<Row> {
  needs: Permission;
  Part: ComponentType<ChosenProps<Row>>;
}
