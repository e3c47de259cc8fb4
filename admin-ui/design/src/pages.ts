/** Height to width of a page: A4, on which every document is drawn. */
export const pageShape = Math.SQRT2;

/** How many pages a picture of a document shows: they stand below one another, all of one size. */
export function pagesIn({
  naturalWidth,
  naturalHeight,
}: {
  naturalWidth: number;
  naturalHeight: number;
}): number {
  return naturalWidth > 0 ? Math.max(1, Math.round(naturalHeight / naturalWidth / pageShape)) : 1;
}
