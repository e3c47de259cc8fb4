import type { Permission } from './permission.ts';

/** What a file was found to be, by its content alone. */
export interface FoundType {
  type: string;
  extension: string;
}

/** A use of POST /files?purpose=<name> that takes other files than those that hang on records. */
export interface UploadPurpose {
  name: string;
  needs: Permission;
  sizeMax: number;
  /** Of which size that is, in words. */
  tooLarge: string;
  /** Looks at a file whole; says, with a status, why it is not taken. */
  look(bytes: Buffer, name: string): Promise<FoundType | { status: number; refused: string }>;
}

const purposes = new Map<string, UploadPurpose>();

/** Takes what a module has files sent for. */
export function declareUploads(ofModule: readonly UploadPurpose[]): void {
  for (const purpose of ofModule) purposes.set(purpose.name, purpose);
}

/** What files are sent for by a name; undefined for none. */
export function uploadPurpose(name: string): UploadPurpose | undefined {
  return purposes.get(name);
}
