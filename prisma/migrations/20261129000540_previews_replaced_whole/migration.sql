-- A preview that is made again replaces the old one whole. What the old one found of a partner that has left the reach of the run
-- since lies outside the scope it is made in: it would stay, and be charged as soon as the partner comes back.
CREATE POLICY identity ON billing_run_entry FOR SELECT TO backhaul_identity USING (true);
-- whatever is asked, what is charged stays
CREATE POLICY identity_deletes ON billing_run_entry FOR DELETE TO backhaul_identity USING (charge_id IS NULL);
CREATE POLICY identity_deletes ON billing_run_partner FOR DELETE TO backhaul_identity USING (processed_at IS NULL);
GRANT SELECT (run_id, partner_id, left_out_by, charge_id), DELETE ON billing_run_entry TO backhaul_identity;
GRANT SELECT (processed_at), DELETE ON billing_run_partner TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
-- Removes what a run of the scope that is being previewed found before, wherever its partners stand now; not whom a person left
-- out, as long as the run covers its partner.
CREATE FUNCTION forget_preview(run uuid, covered uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM billing_run_entry e USING billing_run r
  WHERE r.id = run AND r.status = 'PREVIEWING' AND scope_customer() IS NULL
    AND r.partner_path >= scope_path() AND r.partner_path < scope_end()
    AND e.run_id = r.id AND (e.left_out_by IS NULL OR e.partner_id <> ALL (covered));
  DELETE FROM billing_run_partner p USING billing_run r
  WHERE r.id = run AND r.status = 'PREVIEWING' AND scope_customer() IS NULL
    AND r.partner_path >= scope_path() AND r.partner_path < scope_end()
    AND p.run_id = r.id;
$$;
ALTER FUNCTION forget_preview(uuid, uuid[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION forget_preview(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_preview(uuid, uuid[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
