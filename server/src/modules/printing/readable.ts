/** Stands for what the reader may not read. */
export const HIDDEN = '…';

/** Whether whoever asks may read a field of a kind, by its GraphQL names. */
export type Reads = (kind: string, field: string) => boolean;

/**
 * A document's facts as far as somebody may read them: a template prints whatever it names, and so
 * it names nothing else.
 */
export function readableData(data: Record<string, unknown>, reads: Reads): Record<string, unknown> {
  const { customer } = data;
  if (typeof customer !== 'object' || customer === null) return data;
  return {
    ...data,
    customer: Object.fromEntries(
      Object.entries(customer).map(([field, value]) => [
        field,
        value && !reads('Customer', field) ? HIDDEN : (value as unknown),
      ]),
    ),
  };
}

/**
 * The text of a mail as it was kept, without a word that the reader may not read, such as a login.
 * Where it stands nobody recorded: it is looked for in texts and in the values of attributes, as
 * templates write it; names of tags and attributes stay.
 */
export function withoutWord(html: string, word: string): string {
  const ways = [...new Set([word, escaped(word), encodeURIComponent(word)])]
    .sort((a, b) => b.length - a.length)
    .map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const written = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ways.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const hide = (text: string) => text.replace(written, HIDDEN);
  return html.replace(/<[^>]*>|[^<]+/g, (part) =>
    part.startsWith('<')
      ? part.replace(/"[^"]*"|'[^']*'/g, (value) => value[0] + hide(value.slice(1, -1)) + value[0])
      : hide(part),
  );
}

/** As Handlebars escapes values. */
function escaped(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => ESCAPES[character]);
}
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};
