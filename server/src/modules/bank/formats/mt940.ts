import { looksLikeMt940, mt940Reader } from '@backhaul/domain/bank/mt940';
import type { FileFormat } from './format.ts';

/** MT940, with or without block headers. */
export const mt940: FileFormat = {
  recognises: (beginning) => (looksLikeMt940(beginning) ? 'MT940' : null),
  open: mt940Reader,
};
