/** The groups of names that lead back to themselves (strongly connected ones), each sorted; none when everything points one way. */
export function circles(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (name: string): number => {
    const mine = index.size;
    index.set(name, mine);
    low.set(name, mine);
    open.push(name);
    for (const to of arrows.get(name) ?? []) {
      if (!arrows.has(to)) continue;
      if (!index.has(to)) low.set(name, Math.min(low.get(name)!, visit(to)));
      else if (open.includes(to)) low.set(name, Math.min(low.get(name)!, index.get(to)!));
    }
    if (low.get(name) === mine) {
      const group = open.splice(open.indexOf(name));
      if (group.length > 1) found.push(group.sort());
    }
    return low.get(name)!;
  };
  for (const name of arrows.keys()) if (!index.has(name)) visit(name);
  return found;
}
