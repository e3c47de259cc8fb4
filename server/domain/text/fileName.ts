const LENGTH_MAX = 120;

/**
 * The name of a document's PDF, as it is saved and stands in archives: letters, digits, - and _ of
 * its number alone, since a number format may hold whatever text. Begins with the kind, so it is
 * never a name that a system keeps for itself.
 */
export function documentFileName(kind: string, number: string): string {
  const safe = number
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+/, '');
  // cut between characters, however long they are
  const short = Array.from(safe).slice(0, LENGTH_MAX).join('').replace(/-+$/, '');
  return `${[kind, short].filter(Boolean).join('-')}.pdf`;
}
