import type { FieldEntity } from '@backhaul/domain/fields/customFields';

/**
 * A column of a list's file: its heading, and where its value stands in a record of the API, fields
 * within fields by dots.
 */
export type ListColumn = readonly [heading: string, path: string];

/** A list of the back office that can be had whole, as a file. */
export interface ListFile {
  /** Of the file, without its ending. */
  name: string;
  /** The list's field of Query, and the type of its filter. */
  field: string;
  filter: string;
  /** Whose custom fields it holds; null where there are none. */
  entity: FieldEntity | null;
  columns: readonly ListColumn[];
}

const files = new Map<string, ListFile>();

/** Takes the lists that a module gives as files. */
export function declareListFiles(ofModule: readonly ListFile[]): void {
  for (const file of ofModule) files.set(file.name, file);
}

/** The list whose file has a name; undefined where there is none. */
export function listFileNamed(name: string): ListFile | undefined {
  return files.get(name);
}
