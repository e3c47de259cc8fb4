-- A run made above shows below as a part. Which parts there are is told by itself now, and what one adds up to only of those that
-- are asked for: a list takes its page first. A part that nobody of the scope is due in is not there from the beginning, and says
-- by the places of its own partners whether it still holds.
DROP VIEW billing_run_seen;
DROP FUNCTION runs_from_above();

GRANT SELECT (failed_phase, include_descendants, places) ON billing_run TO backhaul_identity;
GRANT SELECT (next_billing_date) ON customer TO backhaul_identity;
-- the totals of a part, of a run over many partners
CREATE INDEX billing_run_partner_run_id_partner_path_idx ON billing_run_partner (run_id, partner_path);

GRANT CREATE ON SCHEMA public TO backhaul_identity;
-- The runs of partners above the scope that bill somebody inside it; of only these, where some are given. As long as the totals of
-- a preview are still to be written it is who is due that tells. Where the scope ends is a text of places, each asked for by
-- itself: no cost of how many partners or runs there are elsewhere.
CREATE FUNCTION runs_from_above(wanted uuid[] DEFAULT NULL) RETURNS TABLE (id uuid, date date, status text, confirming boolean, include_descendants boolean, created_at timestamptz, confirmed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, r.date, r.status, r.status = 'CONFIRMING' OR r.status = 'FAILED' AND r.failed_phase = 'CONFIRMING',
    r.include_descendants, r.created_at, r.confirmed_at
  FROM billing_run r
  WHERE scope_customer() IS NULL
    AND r.partner_path = ANY (ARRAY(
      SELECT substr(scope_path(), 1, n) FROM generate_series(1, length(scope_path()) - 1) n WHERE substr(scope_path(), n, 1) = '.'
    ))
    AND (wanted IS NULL OR r.id = ANY (wanted))
    AND (
      EXISTS (SELECT 1 FROM billing_run_partner b WHERE b.run_id = r.id AND b.partner_path >= scope_path() AND b.partner_path < scope_end())
      OR r.status IN ('PREVIEWING', 'FAILED', 'DELETED')
        AND EXISTS (
          SELECT 1 FROM partner p JOIN customer c ON c.partner_id = p.id AND c.next_billing_date <= r.date
          WHERE p.path >= scope_path() AND p.path < scope_end() AND p.id = ANY (r.partner_ids)
        )
    )
$$;
ALTER FUNCTION runs_from_above(uuid[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION runs_from_above(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION runs_from_above(uuid[]) TO backhaul_app;

-- Of a run made above, those of its partners that are inside the scope.
CREATE FUNCTION covered_from_above(run uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT p.id FROM partner p WHERE p.path >= scope_path() AND p.path < scope_end() AND p.id = ANY (r.partner_ids) ORDER BY p.path
  )
  FROM billing_run r
  WHERE r.id = run AND scope_customer() IS NULL AND starts_with(scope_path(), r.partner_path)
$$;
ALTER FUNCTION covered_from_above(uuid) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION covered_from_above(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION covered_from_above(uuid) TO backhaul_app;

-- Of a run made above, where those partners stood when it was previewed that were inside the scope then, or are now.
CREATE FUNCTION places_from_above(run uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT jsonb_agg(place ORDER BY place->>'path')
    FROM jsonb_array_elements(r.places) place
    WHERE (place->>'path') COLLATE "C" >= scope_path() AND (place->>'path') COLLATE "C" < scope_end()
      OR EXISTS (SELECT 1 FROM partner p WHERE p.id = (place->>'id')::uuid AND p.path >= scope_path() AND p.path < scope_end())
  ), '[]')
  FROM billing_run r
  WHERE r.id = run AND scope_customer() IS NULL AND starts_with(scope_path(), r.partner_path)
$$;
ALTER FUNCTION places_from_above(uuid) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION places_from_above(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_from_above(uuid) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- Every run that shows, as far as a list is narrowed and sorted by it; what is not asked for is not worked out.
CREATE VIEW billing_run_listed WITH (security_invoker = true) AS
SELECT id, date, status, partner_ids, customer_count, created_at, confirmed_at, false from_above
FROM billing_run
UNION ALL
SELECT a.id, a.date, a.status, covered_from_above(a.id),
  (SELECT coalesce(sum(p.customer_count), 0)::int FROM billing_run_partner p WHERE p.run_id = a.id),
  a.created_at, a.confirmed_at, true
FROM runs_from_above() a;
GRANT SELECT ON billing_run_listed TO backhaul_app;

-- Whose words a reason is: staff of a partner above write for their own, and it is shown to those alone who see their partner.
-- Until now a run belonged to a partner that all see who could leave somebody out.
ALTER TABLE billing_run_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run_entry ADD COLUMN left_out_partner_id uuid REFERENCES partner (id);
UPDATE billing_run_entry e SET left_out_partner_id = r.partner_id
FROM billing_run r
WHERE r.id = e.run_id AND e.left_out_by IS NOT NULL;
ALTER TABLE billing_run_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run_entry ADD CHECK ((left_out_by IS NULL) = (left_out_partner_id IS NULL));
