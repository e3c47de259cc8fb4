import { decimalInput, textInput } from '../../kit/input.ts';
import { badInput, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * Makes a tax rate, usable by its partner and everything below it. Refuses a partner outside the
 * scope (NOT_FOUND), and by field a percent outside 0 to 100 and a name that the partner already
 * has. Returns the id.
 */
export async function createTaxRate(
  sql: ScopedSql,
  partnerId: string,
  input: { name: string; percent: string },
): Promise<string> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    partnerId,
  ]);
  if (!partner) throw notFound();
  const name = textInput(input.name, 'name', { max: 100 });
  const percent = decimalInput(input.percent, 'percent', { decimals: 4, min: 0, max: 100 });
  try {
    const { id } = await sql.row<{ id: string }>(
      'insert into tax_rate (partner_id, partner_path, name, percent) values ($1, $2, $3, $4) returning id',
      [partnerId, partner.path, name, percent],
    );
    await audit(sql, {
      action: 'create',
      entity: 'tax-rate',
      entityId: id,
      after: { name, percent },
      partner: { id: partnerId, path: partner.path },
    });
    return id;
  } catch (error) {
    if (violatedConstraint(error) === 'tax_rate_partner_id_name_key')
      throw badInput({ name: 'is already the name of a tax rate' });
    throw error;
  }
}
