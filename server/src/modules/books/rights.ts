/** Types that are a part of what leads to them. */
export const PARTS = ['Invariant', 'AmissRecord'] as const;
