/** A sentence with its full stop: one, also where it ends in a shortened month. */
export function fullStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
