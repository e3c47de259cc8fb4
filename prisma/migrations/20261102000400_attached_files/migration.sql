-- A file in a custom field is read by whoever sees the record and the field, whoever sent it: staff of the record's partner
-- and above, and in the portal the customer whose record it is, for fields that are made for the portal.
GRANT SELECT (id, customer_id) ON service, payment, ledger_transaction TO backhaul_identity;
GRANT SELECT (id, customer_id, state) ON invoice TO backhaul_identity;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['service', 'invoice', 'payment', 'ledger_transaction'] LOOP
    EXECUTE format('CREATE POLICY identity ON %I FOR SELECT TO backhaul_identity USING (true)', t);
  END LOOP;
END $$;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION attached_file(asked uuid) RETURNS TABLE (name text, type text, content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f.name, f.type, c.content FROM file f JOIN file_content c ON c.file_id = f.id
  WHERE f.id = asked AND scope_path() IS NOT NULL AND EXISTS (
    SELECT 1 FROM custom_field d JOIN custom_value v ON v.key = d.number || ':' || asked
    WHERE d.type = 'FILE' AND starts_with(v.partner_path, d.partner_path) AND v.partner_path >= scope_path() AND v.partner_path < scope_end()
      AND (scope_customer() IS NULL OR (d.portal <> 'HIDDEN' AND v.partner_path = scope_path() AND (
        v.record_id = scope_customer()
        OR EXISTS (SELECT 1 FROM service r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM invoice r WHERE r.id = v.record_id AND r.customer_id = scope_customer() AND r.state <> 'DRAFT')
        OR EXISTS (SELECT 1 FROM payment r WHERE r.id = v.record_id AND r.customer_id = scope_customer())
        OR EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.id = v.record_id AND r.customer_id = scope_customer())))))
$$;
ALTER FUNCTION attached_file(uuid) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION attached_file(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attached_file(uuid) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
