/** For table columns that a phone has no room for: their record's page shows them. */
export const wide = { display: { xs: 'none', md: 'table-cell' } } as const;
