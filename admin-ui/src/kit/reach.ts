/** A link that stands among others, high enough to be met one by one: by a mouse, and by a finger. */
export const reach = {
  display: 'inline-flex',
  alignItems: 'center',
  minHeight: 24,
  '@media (pointer: coarse)': { minHeight: 44 },
} as const;
