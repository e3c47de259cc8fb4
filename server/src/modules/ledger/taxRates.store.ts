import { taxOn, type TaxOverTime } from '@backhaul/domain/money/taxRate';
import type { Taxed } from '@backhaul/domain/money/taxTerms';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { storedTax, type StoredTax, TAX_COLUMNS } from '../tariffs/index.ts';

/** A tax rate; usable: by the partner that it was asked for. */
interface FoundRate {
  id: string;
  tax: TaxOverTime;
  usable: boolean;
}

/** Those of the tax rates that the scope sees. partnerPath: of who is to use them. */
export async function findTaxRates(
  sql: ScopedSql,
  ids: readonly string[],
  partnerPath: string,
): Promise<FoundRate[]> {
  const rates = await sql.rows<StoredTax & Pick<FoundRate, 'id' | 'usable'>>(
    `select r.id, ${TAX_COLUMNS}, starts_with($2, r.partner_path) usable
    from tax_rate r
    where r.id = any($1)`,
    [ids, partnerPath],
  );
  return rates.map((rate) => ({ id: rate.id, usable: rate.usable, tax: storedTax(rate) }));
}

/** What a rate takes on a day; nothing where there is none. */
export async function taxOfDay(
  sql: ScopedSql,
  taxRateId: string | null,
  day: string,
): Promise<Taxed> {
  if (taxRateId === null) return { taxPercent: '0' };
  const [rate] = await findTaxRates(sql, [taxRateId], '');
  return rate ? taxOn(rate.tax, day) : { taxPercent: '0' };
}
