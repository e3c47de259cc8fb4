/** How often a text is asked for before it is worth keeping; how many are kept, and how many are counted meanwhile. */
const WORTH = 3;
const KEPT = 300;
const COUNTED = 5000;
/** Lists of parameters are written as long as they are: each length is a text of its own. */
const LONG_LIST = /\$\d+, ?\$\d+, ?\$\d+, ?\$\d+[^()]*\)/;

export type NameOf = (text: string) => string | undefined;

/**
 * Names for what is asked again and again, by which each connection keeps it parsed and, where that
 * serves any parameters as well, planned: with policies in each statement that is a good part of its
 * cost. undefined for what is not kept. Few enough that what connections keep stays small.
 */
export function statementNames(): NameOf {
  const kept = new Map<string, string>();
  const seen = new Map<string, number>();
  return (text) => {
    const name = kept.get(text);
    if (name || kept.size >= KEPT || LONG_LIST.test(text)) return name;
    const times = (seen.get(text) ?? 0) + 1;
    if (times < WORTH) {
      if (seen.size >= COUNTED) seen.clear();
      seen.set(text, times);
      return undefined;
    }
    seen.delete(text);
    const given = `kept_${kept.size}`;
    kept.set(text, given);
    return given;
  };
}
