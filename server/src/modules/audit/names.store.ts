import type { ScopedTx } from '../../tenancy/boundary.ts';

/** What records are called inside the scope, by their kind and id; those outside are not there. */
export async function namesOf(
  tx: ScopedTx,
  records: readonly { entity: string; entityId: string }[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRawUnsafe<{ entity: string; id: string; name: string | null }[]>(
    `select e.entity, e.id::text, case e.entity
      when 'customer' then (select c.name || ' #' || c.number from customer c where c.id = e.id)
      when 'service' then (select s.description || ' of ' || c.name
        from service s join customer c on c.id = s.customer_id where s.id = e.id)
      when 'invoice' then (select coalesce(i.number, 'draft') || ' of ' || c.name
        from invoice i join customer c on c.id = i.customer_id where i.id = e.id)
      when 'tariff' then (select t.name from tariff t where t.id = e.id)
      when 'contact' then (select t.name || ' of ' || c.name
        from contact t join customer c on c.id = t.customer_id where t.id = e.id)
      when 'note' then (select 'about ' || c.name || ' #' || c.number
        from note n join customer c on c.id = n.customer_id where n.id = e.id)
      when 'label' then (select l.name from label l where l.id = e.id)
      when 'location' then (select l.name from location l where l.id = e.id)
      when 'tax-rate' then (select t.name from tax_rate t where t.id = e.id)
      when 'payment' then (select p.receipt_number || ' of ' || c.name
        from payment p join customer c on c.id = p.customer_id where p.id = e.id)
      when 'credit-note' then (select n.number || ' of ' || c.name
        from credit_note n join customer c on c.id = n.customer_id where n.id = e.id)
      when 'proforma' then (select p.number || ' of ' || c.name
        from proforma p join customer c on c.id = p.customer_id where p.id = e.id)
      when 'transaction' then (select c.name || ' #' || c.number
        from ledger_transaction t join customer c on c.id = t.customer_id where t.id = e.id)
      when 'future-item' then (select c.name || ' #' || c.number
        from future_item f join customer c on c.id = f.customer_id where f.id = e.id)
      when 'checkout' then (select c.name || ' #' || c.number
        from checkout o join customer c on c.id = o.customer_id where o.id = e.id)
      when 'saved-method' then (select m.brand || ' … ' || m.last4 || ' of ' || c.name
        from saved_method m join customer c on c.id = m.customer_id where m.id = e.id)
      when 'message' then (select 'to ' || coalesce(c.name, m.recipient)
        from message m left join customer c on c.id = m.customer_id where m.id = e.id)
      when 'billing-run' then (select 'of ' || r.date from billing_run r where r.id = e.id)
      when 'till' then (select t.name from till t where t.id = e.id)
      when 'user' then (select u.name from app_user u where u.id = e.id)
      else (select p.name from partner p where p.id = e.id) end "name"
    from unnest($1::text[], $2::uuid[]) e(entity, id)`,
    records.map(({ entity }) => entity),
    records.map(({ entityId }) => entityId),
  );
  return new Map(
    rows.flatMap(({ entity, id, name }) => (name === null ? [] : [[`${entity} ${id}`, name]])),
  );
}
