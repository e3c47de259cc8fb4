/** The address of a list with these filters set, as react-admin reads it. */
export function listLink(
  path: string,
  filter: Record<string, string | boolean | string[]>,
): string {
  const query = new URLSearchParams({
    filter: JSON.stringify(filter),
    displayedFilters: JSON.stringify(
      Object.fromEntries(Object.keys(filter).map((key) => [key, true])),
    ),
  });
  return `${path}?${query.toString()}`;
}
