/** A row of a file as it stands there, and what is wrong with cells before anybody reads them. */
export interface FileRow {
  line: number;
  cells: string[];
  faults: Record<number, string>;
}
