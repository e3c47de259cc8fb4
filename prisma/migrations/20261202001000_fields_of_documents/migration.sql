-- Credit notes and proforma invoices have custom fields as invoices do: the office's own, and editable after they are issued.
ALTER TABLE credit_note ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';
ALTER TABLE proforma ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';
GRANT UPDATE (custom_fields) ON credit_note, proforma TO backhaul_app;
GRANT SELECT (id, customer_id) ON credit_note, proforma TO backhaul_identity;
-- a file of theirs is served as one of an invoice, and a customer refers only to its own of them
CREATE OR REPLACE FUNCTION attached_file(asked uuid) RETURNS TABLE (name text, type text, content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.name, f.type, c.content FROM file f JOIN file_content c ON c.file_id = f.id
  WHERE f.id = asked AND scope_path() IS NOT NULL AND EXISTS (
    SELECT 1 FROM custom_field d JOIN custom_value v ON v.key = d.number || ':' || asked
    WHERE d.type = 'FILE' AND starts_with(v.partner_path, d.partner_path) AND v.partner_path >= scope_path() AND v.partner_path < scope_end()
      AND (starts_with(v.partner_path, f.partner_path) OR starts_with(f.partner_path, v.partner_path))
      AND (scope_customer() IS NULL OR (d.portal <> 'HIDDEN' AND v.partner_path = scope_path() AND (
        v.record_id = scope_customer()
        OR EXISTS (SELECT 1 FROM service r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM invoice r WHERE r.id = v.record_id AND r.customer_id = scope_customer() AND r.state <> 'DRAFT')
        OR EXISTS (SELECT 1 FROM payment r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM credit_note r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM proforma r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.id = v.record_id AND r.customer_id = scope_customer())))))
$$;
CREATE OR REPLACE FUNCTION index_own_fields(fields int[], entries json) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own record;
BEGIN
  SELECT c.id, c.partner_id, c.partner_path INTO STRICT own FROM customer c WHERE c.id = scope_customer() AND c.partner_path = scope_path();
  IF EXISTS (SELECT 1 FROM unnest(fields) n WHERE NOT EXISTS (SELECT 1 FROM custom_field f WHERE f.number = n AND f.entity = 'CUSTOMER' AND f.portal = 'EDIT' AND starts_with(own.partner_path, f.partner_path))) THEN
    RAISE EXCEPTION 'these fields are not made to be changed in the portal' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM json_to_recordset(entries) AS e(field int, key text) JOIN custom_field d ON d.number = e.field WHERE e.field = ANY (fields) AND NOT CASE
      WHEN d.type = 'FILE' THEN EXISTS (SELECT 1 FROM file r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'CUSTOMER' THEN e.key = e.field || ':' || own.id
      WHEN d.refers_to = 'SERVICE' THEN EXISTS (SELECT 1 FROM service r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'INVOICE' THEN EXISTS (SELECT 1 FROM invoice r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'PAYMENT' THEN EXISTS (SELECT 1 FROM payment r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'TRANSACTION' THEN EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'CREDIT_NOTE' THEN EXISTS (SELECT 1 FROM credit_note r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      WHEN d.refers_to = 'PROFORMA' THEN EXISTS (SELECT 1 FROM proforma r WHERE r.id = split_part(e.key, ':', 2)::uuid AND r.customer_id = own.id)
      ELSE true END) THEN
    RAISE EXCEPTION 'a customer points only to what is its own' USING ERRCODE = '42501';
  END IF;
  DELETE FROM custom_value v WHERE v.record_id = own.id AND v.field = ANY (fields);
  INSERT INTO custom_value (record_id, field, partner_id, partner_path, key, unique_key, body, search)
    SELECT own.id, e.field, own.partner_id, own.partner_path, e.key, e."unique", e.body, e.search FROM json_to_recordset(entries) AS e(field int, key text, "unique" text, body text, search text) WHERE e.field = ANY (fields) AND (starts_with(e.key, e.field || ':') OR starts_with(e.key, e.field || '/'));
END $$;
