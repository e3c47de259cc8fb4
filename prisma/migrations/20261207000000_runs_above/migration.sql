-- who takes its automation from above sees what became of the dates there: the date, its run and where it stands, no
-- figure and no word of others
GRANT SELECT (run_id, made_on, again_at, confirmed_at, failed_at) ON planned_run TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION planned_above(partner uuid, above uuid) RETURNS TABLE (
  billing_date date, run_id uuid, status text, made_on date, again_at timestamptz, confirmed_at timestamptz,
  failed_at timestamptz, skipped_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.billing_date, w.run_id, r.status::text, w.made_on, w.again_at, w.confirmed_at, w.failed_at, w.skipped_at
  FROM partner p JOIN planned_run w ON w.partner_id = above AND starts_with(p.path, w.partner_path)
  LEFT JOIN billing_run r ON r.partner_id = w.partner_id AND r.id = w.run_id
  WHERE p.id = partner AND p.path >= scope_path() AND p.path < scope_end()
  ORDER BY w.billing_date
$$;
ALTER FUNCTION planned_above(uuid, uuid) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION planned_above(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION planned_above(uuid, uuid) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
