import type { BankFormat } from '@backhaul/domain/bank/entry';
import { camt } from './camt.ts';
import { csv } from './csv.ts';
import type { FileFormat } from './format.ts';
import { mt940 } from './mt940.ts';
import { pain002 } from './pain002.ts';

/** The formats that are read, the most telling first: a new one is a file of this folder and a line here. */
const FORMATS: readonly FileFormat[] = [camt, pain002, mt940, csv];

const READERS: Readonly<Record<BankFormat, FileFormat>> = {
  CAMT_053: camt,
  CAMT_054: camt,
  PAIN_002: pain002,
  MT940: mt940,
  CSV: csv,
};

/** Several files in one: it has no format of its own. */
export const PACKED = 'ZIP';

/** What a file is by its first characters; null: nothing that a bank hands out. */
export function formatOf(beginning: string): BankFormat | null {
  // entities may name files, or grow without end
  if (/<!DOCTYPE/i.test(beginning)) return null;
  for (const format of FORMATS) {
    const found = format.recognises(beginning);
    if (found) return found;
  }
  return null;
}

export const readerOf = (format: BankFormat): FileFormat => READERS[format];
