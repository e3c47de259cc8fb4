/** Types that are a part of what leads to them: each entry is asked for with the rights of what it is about. */
export const PARTS = ['TimelineEntry', 'TimelineConnection', 'TimelineEdge'] as const;
