/** What a formula begins with, full-width forms included. */
const SIGNS = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20';
/** What a spreadsheet may take for the end of a value, whatever it was told; wherever it stands in the cell. */
const ENDS = ';,\\t|"\\r\\n';
/**
 * Where a formula may begin: at the start of the cell, behind a tab or carriage return that is
 * dropped there, and behind every end of a value. Blanks and guards between change nothing.
 */
const places = (guard: string) =>
  `(?:^${guard}(?=[' ]*[${SIGNS}\\t\\r])|(?<=[${ENDS}])${guard}(?=[' ]*[${SIGNS}]))`;
/** Only a number or a phone number. */
const HARMLESS = `(?! *[+-][\\d .()/-]*(?:$|[${ENDS}]))`;

const TO_GUARD = new RegExp(places('') + HARMLESS, 'g');
const GUARDED = new RegExp(places("'"), 'g');

/**
 * Text as a cell that a spreadsheet shows and does not run: a ' stands before whatever may begin a
 * formula. Numbers need none.
 */
export function guardCell(text: string): string {
  return text.replace(TO_GUARD, "'");
}

/** The text that guardCell made a cell of. */
export function unguardCell(cell: string): string {
  return cell.replace(GUARDED, '');
}
