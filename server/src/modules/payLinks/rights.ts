/** Types that are a part of what leads to them: whoever holds a link sees just that. */
export const PARTS = ['PaymentLink', 'PaymentLinkView', 'PaymentLinkTransfer'] as const;
