import { useOffice } from './context.ts';
import type { Slot } from './slots.ts';

/** What all modules put into a slot, in the order of the modules. */
export function useSlot<Part>(from: Slot<Part>): Part[] {
  return useOffice()
    .fills.filter(({ slot: into }) => into === from)
    .map(({ part }) => part as Part);
}
