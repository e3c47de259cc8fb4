import { camtFile } from '../xml.ts';
import type { FileFormat } from './format.ts';

/** CAMT.053 and CAMT.054 of any version. */
export const camt: FileFormat = {
  recognises(beginning) {
    if (!/^\s*</.test(beginning)) return null;
    if (/<(\w+:)?BkToCstmrStmt[\s>]/.test(beginning)) return 'CAMT_053';
    return /<(\w+:)?BkToCstmrDbtCdtNtfctn[\s>]/.test(beginning) ? 'CAMT_054' : null;
  },
  open: camtFile,
};
