import type { ListColumn, ListFile } from '../../kit/listFile.ts';

/** Whose something is, in a file of something else. */
export const PARTNER_COLUMNS: readonly ListColumn[] = [
  ['partner_number', 'partner.number'],
  ['partner', 'partner.name'],
];

/** The list of partners as a file. */
export const PARTNERS_FILE: ListFile = {
  name: 'partners',
  field: 'partners',
  filter: 'PartnerFilter',
  entity: 'PARTNER',
  columns: [
    ['number', 'number'],
    ['name', 'name'],
    ['parent_number', 'parent.number'],
    ['parent', 'parent.name'],
    ['currency', 'currency'],
    ['time_zone', 'timeZone'],
    ['partners_below', 'childCount'],
    ['customers', 'customerCount'],
    ['services', 'serviceCount'],
    ['test', 'test'],
    ['created_at', 'createdAt'],
  ],
};
