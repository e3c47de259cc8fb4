/** What says of which form a company is, and titles: it is written or left out as one likes. */
const LEFT_OUT = new Set(
  (
    'gmbh ag kg ohg ug gbr ev eg se mbh co cokg inc llc ltd limited plc corp sa sas sarl sl srl spa bv nv oy ab as aps ' +
    'doo sro kft zrt pty pte haftungsbeschrankt mr mrs ms dr prof herr frau und and the'
  ).split(' '),
);

/** The words of a name as they are compared: no case, accents, order or legal form. Empty: nothing to compare. */
export function nameWords(name: string): string[] {
  const words = name
    .toLowerCase()
    .replace(/ä/g, 'a')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => !LEFT_OUT.has(word));
  return [...new Set(telling.length ? telling : words)].sort();
}

export const nameKey = (name: string): string => nameWords(name).join(' ');
