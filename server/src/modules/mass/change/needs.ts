import type { Permission } from '../../../kit/permission.ts';
import type { ChangedList, ChangeParams } from './params.ts';

const WRITING: Readonly<Record<ChangedList, Permission>> = {
  customers: 'customers:write',
  services: 'services:write',
};

/** What it takes to have records of a list changed: to work on many, and to change one. */
export function needsOf({ list, credentials }: Pick<ChangeParams, 'list' | 'credentials'>) {
  return [
    'mass:run',
    WRITING[list],
    ...(credentials ? (['customers:credentials'] as const) : []),
  ] as const satisfies readonly Permission[];
}
