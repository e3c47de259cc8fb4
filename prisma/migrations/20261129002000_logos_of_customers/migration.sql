-- A customer sees the logos that its partner shows or inherits, and those on documents of its own: nothing of partners below
-- its partner's, whose rows lie in the same range of places, and nothing that only other customers have on paper.
GRANT SELECT (customer_id, company_version_id) ON invoice, payment TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE OR REPLACE FUNCTION inherited_logo(logo uuid) RETURNS TABLE (name text, type text, content bytea, printed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.name, f.type, c.content, p.content
  FROM file f JOIN file_content c ON c.file_id = f.id LEFT JOIN printed_picture p ON p.file_id = f.id
  WHERE f.id = logo AND scope_path() IS NOT NULL AND (
    EXISTS (SELECT 1 FROM company_setting s WHERE s.values->>'logoFileId' = logo::text AND (
      starts_with(scope_path(), s.partner_path)
      OR (scope_customer() IS NULL AND s.partner_path >= scope_path() AND s.partner_path < scope_end())))
    OR EXISTS (SELECT 1 FROM company_version v WHERE v.details->>'logoFileId' = logo::text
      AND v.partner_path >= scope_path() AND v.partner_path < scope_end() AND (
        scope_customer() IS NULL
        OR EXISTS (SELECT 1 FROM invoice i WHERE i.customer_id = scope_customer() AND i.company_version_id = v.id)
        OR EXISTS (SELECT 1 FROM payment r WHERE r.customer_id = scope_customer() AND r.company_version_id = v.id))))
$$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
