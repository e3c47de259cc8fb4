/** Somebody who can be named in a text. */
export interface Person {
  name: string;
  email: string;
}

/** What may follow a name within the same word: "@ann" does not name Ann in "@annika" or "@ann.smith". */
const GOES_ON = /^(?:[\p{L}\p{N}_]|[.@'-][\p{L}\p{N}])/u;

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** The longest of a person's names that a text begins with; 0 where it begins with none. */
function namedAt(rest: string, { name, email }: Person): number {
  const names = [name, email, email.slice(0, email.indexOf('@'))].map(plain);
  const fits = names.filter(
    (each) => each && rest.startsWith(each) && !GOES_ON.test(rest.slice(each.length)),
  );
  return Math.max(0, ...fits.map((each) => each.length));
}

/**
 * Those of people whom a text names after an "@": by their whole name, their e-mail address, or what
 * stands before the @ in that; letter case aside. Where a longer name begins with a shorter one, the
 * longer is meant; where two are called the same, both.
 */
export function mentioned<P extends Person>(text: string, people: readonly P[]): P[] {
  const found = new Set<P>();
  const all = plain(text);
  for (const { index } of all.matchAll(/(?<![\p{L}\p{N}_.])@/gu)) {
    const rest = all.slice(index + 1);
    const lengths = people.map((person) => namedAt(rest, person));
    const longest = Math.max(0, ...lengths);
    if (longest) people.forEach((person, n) => lengths[n] === longest && found.add(person));
  }
  return people.filter((person) => found.has(person));
}
