const listed = (filter: object): string =>
  `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** The list of the customers at a location. */
export const customersAt = (locationId: string): string => listed({ locationId });

/** The list of the customers with a label. */
export const customersWith = (labelId: string): string =>
  listed({ labels: { ids: [labelId], match: 'ANY' } });
