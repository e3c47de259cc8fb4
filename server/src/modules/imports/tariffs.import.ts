import { v7 as uuid } from 'uuid';
import { insertRows, whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { fieldReader, type FieldReader, type RowFields } from './customFields.import.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { TariffRow } from './rows.ts';
import type { TableRecord } from './table.ts';

type Row = ParsedRow<TariffRow>;
interface NewTariff { id: string; row: TariffRow; partners: PartnerPlace[]; record: TableRecord; fields: RowFields }

/**
 * Adds the tariffs of a file, owned by the operator and offered to the partners named, with the tax rates they need.
 * Refuses unknown partners, partners of another currency and codes given twice. Returns how many were there already.
 */
export async function importTariffs(frame: Frame, rows: readonly Row[]): Promise<{ skipped: number; write(): Promise<void> }> {
  const lines = new Map<string, number>();
  const reader = await fieldReader(frame, 'TARIFF');
  const create: NewTariff[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    const first = lines.get(value.code);
    if (first !== undefined) { refuse(record, 'code', `${value.code} is given already on line ${first}`); continue; }
    lines.set(value.code, record.line);
    const partners = partnersOf(frame, value, (reason) => refuse(record, 'partners', reason));
    if (record.faults.length) continue;
    if (frame.tariffs.has(value.code)) { skipped += 1; continue; }
    const fields = reader.read(row, frame.operator.path);
    if (record.faults.length) continue;
    const made: NewTariff = { id: uuid(), row: value, partners, record, fields };
    create.push(made);
    frame.tariffs.set(value.code, { id: made.id, code: value.code, name: value.name, currency: value.currency, partnerIds: new Set(partners.map((partner) => partner.id)) });
  }
  await reader.compare(create.map(({ record, fields }) => ({ record, path: frame.operator.path, fields })));
  for (const { record, row } of create) if (record.faults.length) frame.tariffs.delete(row.code);
  return { skipped, write: () => write(frame, reader, create.filter(({ record }) => !record.faults.length)) };
}

function partnersOf(frame: Frame, row: TariffRow, fault: (reason: string) => void): PartnerPlace[] {
  const partners: PartnerPlace[] = [];
  for (const text of new Set(row.partners.split('|').map((each) => each.trim()))) {
    const partner = /^\d{1,6}$/.test(text) ? frame.partners.get(Number(text)) : undefined;
    if (!partner) fault(whyMissing(frame, 'partners.csv', 'partner', text || '(empty)'));
    else if (partner.currency !== row.currency) fault(`partner ${partner.number} bills in ${partner.currency}, the tariff is in ${row.currency}`);
    else partners.push(partner);
  }
  return partners;
}

async function write(frame: Frame, reader: FieldReader, create: readonly NewTariff[]): Promise<void> {
  const rates = await taxRates(frame, create.flatMap(({ row }) => row.tax_percent ?? []));
  const owner = [frame.operator.id, frame.operator.path];
  await insertRows(frame, 'tariffs.csv', `insert into tariff (id, partner_id, partner_path, code, kind, name, price, currency, tax_rate_id, tax_included, custom_fields)
    select id, $2, $3, code, kind, name, price, currency, rate, included, fields from json_to_recordset($1::json) as t(id uuid, code text, kind text, name text, price numeric, currency text, rate uuid, included boolean, fields jsonb)`,
  create.map(({ id, row, fields }) => ({ id, ...row, fields: fields.values, rate: row.tax_percent === null ? null : rates.get(canonical(row.tax_percent)), included: row.tax_included })), owner);
  await reader.write(create.map(({ id, fields }) => ({ id, partnerId: frame.operator.id, partnerPath: frame.operator.path, fields })));
  await insertRows(frame, 'tariffs.csv', `insert into tariff_partner (tariff_id, partner_id, partner_path) select tariff, partner, path from json_to_recordset($1::json) as o(tariff uuid, partner uuid, path text)`,
    create.flatMap(({ id, partners }) => partners.map((partner) => ({ tariff: id, partner: partner.id, path: partner.path }))));
}

/** "15.50" and "15.5" are one rate. */
function canonical(percent: string): string {
  const [whole, decimals = ''] = percent.split('.');
  const kept = decimals.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${kept ? `.${kept}` : ''}`;
}

/** The operator's tax rate of each percent: one that is there, or a new one. */
async function taxRates(frame: Frame, percents: readonly string[]): Promise<Map<string, string>> {
  const { sql, operator } = frame;
  const known = await sql.rows<{ id: string; name: string; percent: string }>('select id, name, percent::text from tax_rate where partner_id = $1 order by created_at desc, id desc', [operator.id]);
  const rates = new Map(known.map((rate) => [canonical(rate.percent), rate.id]));
  const names = new Set(known.map((rate) => rate.name));
  for (const percent of new Set(percents.map(canonical))) {
    if (rates.has(percent)) continue;
    const wanted = percent === '0' ? 'Exempt 0 %' : `VAT ${percent} %`;
    const name = names.has(wanted) ? `${wanted} (moved in)` : wanted;
    const { id } = await sql.row<{ id: string }>('insert into tax_rate (partner_id, partner_path, name, percent) values ($1, $2, $3, $4) returning id', [operator.id, operator.path, name, percent]);
    rates.set(percent, id);
  }
  return rates;
}
