import { expect, it } from 'vitest';
import { migratedFrom, notForced } from '../support/before.ts';

const ID = (n: number) => `01890000-0000-7000-8000-00000000000${n}`;
const DRAFT = ID(4);

const BEFORE = `
  insert into partner (id, number, path, name, currency, time_zone) values ('${ID(1)}', 1, '1.', 'ISP', 'EUR', 'UTC');
  insert into tax_rate (id, partner_id, partner_path, name, percent) values ('${ID(2)}', '${ID(1)}', '1.', 'VAT', 19);
  insert into customer (id, partner_id, partner_path, name, currency, created_on)
    values ('${ID(3)}', '${ID(1)}', '1.', 'Ada', 'EUR', '2026-01-01');
  insert into invoice (id, partner_id, partner_path, customer_id, state, document_date, due_date,
      currency, net_minor, tax_minor, total_minor, billed_to, billed_by, recorded_by)
    values ('${DRAFT}', '${ID(1)}', '1.', '${ID(3)}', 'DRAFT', '2026-04-01', '2026-04-15', 'EUR', 6000, 1140, 7140, '{}', '{}', 'Ada');
  insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id, kind, description,
      quantity, unit_price, net_minor, tax_percent, tax_included, tax_minor, total_minor)
    values ('${DRAFT}', 1, '${ID(1)}', '1.', '${ID(3)}', 'ITEM', 'Router', 2, 30, 6000, 19, false, 1140, 7140);`;

it('a draft from before has its lines to be entered anew, with their tax rate', async () => {
  const { admin, stop } = await migratedFrom('20261129000400_draft_lines', BEFORE);
  try {
    const { rows } = await admin.query('select draft_lines lines from invoice');
    expect(rows).toEqual([
      {
        lines: [
          {
            description: 'Router',
            quantity: '2',
            unitPrice: '30',
            taxIncluded: false,
            taxRateId: ID(2),
            discount: null,
          },
        ],
      },
    ]);
    expect(await notForced(admin)).toEqual([]);
  } finally {
    await stop();
  }
}, 180_000);
