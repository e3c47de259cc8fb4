/** Why a file cannot be imported, in words; too much: it is larger than one may be. */
export class FileRefused extends Error {
  constructor(
    message: string,
    readonly tooMuch = false,
  ) {
    super(message);
  }
}

export const SAVE_OTHERWISE = 'This is no table that can be read: save it as XLSX or CSV.';
export const ROWS_MAX = 500_000;
export const COLUMNS_MAX = 200;
export const UNPACKED_MAX = 500_000_000;
export const TOO_WIDE = `A table may have ${COLUMNS_MAX} columns at most.`;
export const TOO_LONG = 'A table may have 500,000 rows at most: part it into several files.';
