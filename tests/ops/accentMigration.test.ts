import { expect, it } from 'vitest';
import { migratedFrom, notForced } from '../support/before.ts';

const ID = (n: number) => `01890000-0000-7000-8000-00000000000${n}`;
const LOGO = '01890000-0000-7000-8000-0000000000aa';

const PARTNERS: [number: number, path: string, accent: string | null, details: object | null][] = [
  [
    1,
    '1.',
    '#0F766E',
    { name: 'ISP', logoFileId: LOGO, email: 'help@isp.example', colour: '#112233' },
  ],
  [2, '1.2.', '#AA0011', { name: 'Own Net', phone: '1' }],
  [3, '1.3.', '#7C3AED', { name: 'Borrowed Net', taxNumber: 'T3' }],
  [4, '1.4.', '#00AA11', null],
  [5, '1.4.5.', null, null],
  [6, '1.2.6.', '#123456', { name: 'Paper Net', colour: '#654321' }],
];

const BEFORE = PARTNERS.map(
  ([number, path, accent, details]) => `
  insert into partner (id, number, path, name, currency, time_zone, parent_id, accent_color) values (
    '${ID(number)}', ${number}, '${path}', 'Partner ${number}', 'EUR', 'UTC',
    ${number === 1 ? 'null' : `(select id from partner where path = regexp_replace('${path}', '[0-9]+[.]$', ''))`},
    ${accent ? `'${accent}'` : 'null'});
  ${details ? `insert into company_setting (partner_id, partner_path, "values") values ('${ID(number)}', '${path}', '${JSON.stringify(details)}');` : ''}`,
).join('');

it('two accent colours become one, and what was chosen stays with logo and contact', async () => {
  const { admin, stop } = await migratedFrom('20261129000400_one_accent', BEFORE);
  try {
    const { rows } = await admin.query<{ path: string; values: object }>(
      'select partner_path path, "values" from company_setting order by length(partner_path), partner_path',
    );
    const look = { logoFileId: LOGO, email: 'help@isp.example' };
    expect(Object.fromEntries(rows.map(({ path, values }) => [path, values]))).toEqual({
      '1.': { name: 'ISP', ...look, colour: '#112233' },
      '1.2.': { name: 'Own Net', phone: '1', colour: '#aa0011' },
      '1.3.': { name: 'Borrowed Net', taxNumber: 'T3', ...look, colour: '#7c3aed' },
      '1.4.': { ...look, colour: '#00aa11' },
      '1.2.6.': { name: 'Paper Net', colour: '#654321' },
    });
    expect(await notForced(admin)).toEqual([]);
  } finally {
    await stop();
  }
}, 180_000);
