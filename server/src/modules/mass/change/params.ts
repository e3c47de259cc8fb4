import { z } from 'zod';
import { MASS_OPERATIONS } from '@backhaul/domain/mass/step';

/** The lists whose records can be changed together. */
export const CHANGED_LISTS = ['customers', 'services'] as const;
export type ChangedList = (typeof CHANGED_LISTS)[number];

/** One step as it was checked: a field by its own name, a value as it is stored. */
const step = z.object({
  field: z.string(),
  operation: z.enum(MASS_OPERATIONS),
  value: z.json(),
  roundTo: z.string().nullable(),
});
export type ChangeStep = z.infer<typeof step>;

/** What a job keeps of a change. */
export const changeParams = z.object({
  list: z.enum(CHANGED_LISTS),
  steps: z.array(step).min(1),
  from: z.iso.date().nullable(),
  /** Whether whoever asked may change how customers sign in. */
  credentials: z.boolean(),
  /** Labels, locations and tariffs of the steps by their names, for people to read. */
  names: z.record(z.string(), z.string()),
});
export type ChangeParams = z.infer<typeof changeParams>;

/** The fields of a change, each once. */
export function fieldsOf({ steps }: Pick<ChangeParams, 'steps'>): string[] {
  return [...new Set(steps.map(({ field }) => field))];
}
