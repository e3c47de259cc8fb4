/** For buttons that are called after somebody: a name is read whole, on as many lines as it takes. */
export const wraps = {
  whiteSpace: 'normal',
  overflowWrap: 'anywhere',
  textAlign: 'start',
  lineHeight: 1.25,
  paddingBlock: 0.5,
} as const;
