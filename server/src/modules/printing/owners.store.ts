import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTest } from '../../tenancy/scope.ts';

/** The partner of a record; undefined outside the scope. */
export async function partnerOf(
  sql: ScopedSql,
  record: 'invoice' | 'payment' | 'credit_note' | 'proforma' | 'customer' | 'app_user',
  id: string,
): Promise<string | undefined> {
  const [found] = await sql.rows<{ partnerId: string }>(
    `select partner_id "partnerId" from ${record} where id = $1`,
    [id],
  );
  return found?.partnerId;
}

/** Whether a partner inside the scope is a test partner. */
export async function isTestPartner(sql: ScopedSql, id: string): Promise<boolean> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    id,
  ]);
  return partner !== undefined && isTest(partner.path);
}

/** The partner of an invoice that is no draft; undefined for one, and outside the scope. */
export async function partnerOfIssued(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [found] = await sql.rows<{ partnerId: string }>(
    `select partner_id "partnerId" from invoice where id = $1 and state <> 'DRAFT'`,
    [id],
  );
  return found?.partnerId;
}
