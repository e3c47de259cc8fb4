import { Unreadable } from '@backhaul/domain/bank/entry';
import type { FileFormat } from './format.ts';

/** pain.002 of any version: what became of collections and transfers that were handed in by file. */
export const pain002: FileFormat = {
  recognises: (beginning) =>
    /^\s*</.test(beginning) && /<(\w+:)?CstmrPmtStsRpt[\s>]/.test(beginning) ? 'PAIN_002' : null,
  open() {
    throw new Unreadable(
      'This is a status report (pain.002): it tells what became of direct debits and transfers that were handed ' +
        'in by file. None are handed in from here yet, so it has nothing to tell.',
    );
  },
};
