/** The encodings of files that the server reads. */
export const ENCODING_NAMES: readonly string[] = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  ...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257'].map((n) => `windows-${n}`),
  ...['1', '2', '5', '6', '7', '8', '9', '15'].map((n) => `ISO-8859-${n}`),
  'Shift_JIS',
  'GB18030',
];
