import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What people know an invoice by. */
export interface KnownDocument {
  id: string;
  number: string | null;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  customer: string;
  currency: string;
  /** Minor units. */
  total: bigint;
  documentDate: LocalDate;
}

/** Invoices inside the scope by their ids. */
export function documentsFor(sql: ScopedSql, ids: readonly string[]): Promise<KnownDocument[]> {
  return sql.rows<KnownDocument>(
    `select i.id, i.number, i.state, c.name customer, i.currency, i.total_minor total,
      i.document_date "documentDate"
    from unnest($1::uuid[]) k(id)
    join invoice i on i.id = k.id
    join customer c on c.id = i.customer_id`,
    [ids],
  );
}
