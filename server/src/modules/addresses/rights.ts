/** Types that are a part of what leads to them. */
export const PARTS = ['Address'] as const;
