/** Types that are a part of what leads to them: the customers in them are read with their own rights. */
export const PARTS = ['DuplicateCandidate', 'AlikeCustomer'] as const;
