-- What partners set of how money comes in: one row of JSON each, as every family of settings.
CREATE TABLE payment_setting (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  "values" jsonb NOT NULL DEFAULT '{}',
  provenance jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT payment_setting_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX payment_setting_partner_path_idx ON payment_setting (partner_path);
ALTER TABLE payment_setting ADD CONSTRAINT payment_setting_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE payment_setting ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON payment_setting TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY identity ON payment_setting FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON payment_setting TO backhaul_app;
GRANT SELECT ON payment_setting TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION inherited_payments(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_name text, origin_path text, "values" jsonb, provenance jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, a.id, a.name, a.path, s.values, s.provenance
  FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN payment_setting s ON s.partner_id = a.id
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() ORDER BY p.id, length(a.path)
$$;
ALTER FUNCTION inherited_payments(uuid[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION inherited_payments(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inherited_payments(uuid[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
