const DELIMITERS = [',', ';', '\t', '|'] as const;

/** How many fields each record of a text has, by a delimiter; quotes are respected. */
function fieldCounts(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let fields = 1,
    quoted = false,
    filled = false;
  const end = () => {
    if (filled) counts.push(fields);
    fields = 1;
    filled = false;
  };
  for (const sign of text) {
    if (sign === '"') {
      quoted = !quoted;
      filled = true;
    } else if (quoted) continue;
    else if (sign === delimiter) {
      fields += 1;
      filled = true;
    } else if (sign === '\n' || sign === '\r') end();
    else filled = true;
  }
  end();
  return counts;
}

/** The delimiter that gives most records the same number of fields, of more than one; a comma where none does. */
export function delimiterOf(text: string): string {
  let best: string = DELIMITERS[0],
    most = 0;
  for (const delimiter of DELIMITERS) {
    const bySize = new Map<number, number>();
    for (const count of fieldCounts(text, delimiter))
      if (count > 1) bySize.set(count, (bySize.get(count) ?? 0) + 1);
    const same = Math.max(0, ...bySize.values());
    if (same > most) [best, most] = [delimiter, same];
  }
  return best;
}
