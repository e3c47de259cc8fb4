import type { UploadPurpose } from '../../../kit/upload.ts';
import { openFile } from '../reading/open.ts';
import { FileRefused } from '../reading/refused.ts';

const MB = 1024 * 1024;

/** Files to import: read whole once, so that nobody waits for what could never be read. */
export const IMPORT_UPLOAD: UploadPurpose = {
  name: 'import',
  needs: 'imports:run',
  sizeMax: 100 * MB,
  tooLarge: 'A file to import may have 100 MB at most.',
  async look(bytes) {
    try {
      const file = await openFile(bytes);
      for await (const _row of file.rows());
      return file.sheet === null
        ? { type: 'text/csv', extension: file.delimiter === '\t' ? 'tsv' : 'csv' }
        : {
            type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            extension: 'xlsx',
          };
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      return { status: error.tooMuch ? 413 : 415, refused: error.message };
    }
  },
};
