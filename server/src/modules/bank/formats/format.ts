import type { BankFormat, BankReader } from '@backhaul/domain/bank/entry';
import type { CsvMapping } from '@backhaul/domain/bank/csvMapping';

/** What a reader may be told besides the file. */
export interface Opened {
  /** The currency that amounts are in where the file does not say. */
  mapping: CsvMapping | null;
}

/** A format of files that banks hand out: how it is known, and how it is read. */
export interface FileFormat {
  /** What a file is by its first characters; null: not of this format. */
  recognises(beginning: string): BankFormat | null;
  /** Reads one from its beginning. */
  open(opened: Opened): BankReader;
}
