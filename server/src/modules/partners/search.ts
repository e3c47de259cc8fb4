const LENGTH_MAX = 200;

/** What was typed into a search, fit for the database: without blanks around it and control characters; '' searches nothing. */
export function searchText(search: string | null | undefined): string {
  return (search ?? '').replace(/[\u0000-\u001f\u007f]/g, ' ').trim().slice(0, LENGTH_MAX);
}
