-- A billing run belongs to the nearest partner above all that it covers, so a reseller saw nothing of a run that somebody above
-- made over it and others, though it bills the reseller's customers. It sees such a run now as its own part of it: what this
-- part adds up to, its state, and nothing of the others, of who made it, or of what it would take to confirm it. The runs
-- themselves stay where they are: their policy is not touched, so that whoever sees a part can lock and change nothing.

-- What is flagged is kept by partner too: a part's flags are sums of few rows, whatever the size of the run.
ALTER TABLE billing_run_partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run_partner ADD COLUMN flag_counts jsonb NOT NULL DEFAULT '{}';
UPDATE billing_run_partner p SET flag_counts = f.counts
FROM (
  SELECT run_id, partner_id, currency, jsonb_object_agg(flag, n) counts
  FROM (
    SELECT run_id, partner_id, currency, flag, count(*) n FROM billing_run_entry, unnest(flags) flag
    WHERE left_out_code IS NULL GROUP BY 1, 2, 3, 4
  ) x
  GROUP BY 1, 2, 3
) f
WHERE f.run_id = p.run_id AND f.partner_id = p.partner_id AND f.currency = p.currency;
ALTER TABLE billing_run_partner FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_run_entry FORCE ROW LEVEL SECURITY;

-- the customers of a part, of which there are few in a run over many partners
CREATE INDEX billing_run_entry_run_id_partner_path_idx ON billing_run_entry (run_id, partner_path, customer_number);

CREATE POLICY identity ON billing_run_partner FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT (run_id, partner_path) ON billing_run_partner TO backhaul_identity;
GRANT SELECT (partner_path, date, partner_ids, created_at, confirmed_at) ON billing_run TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
-- The runs of partners above the scope that cover somebody inside it, with those of their partners that are inside. Where the
-- scope ends is a text of places, each asked for by itself: no cost of how many partners or runs there are elsewhere.
CREATE FUNCTION runs_from_above() RETURNS TABLE (id uuid, date date, status text, partner_ids uuid[], created_at timestamptz, confirmed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.id, r.date, r.status,
    ARRAY(SELECT p.id FROM partner p WHERE p.path >= scope_path() AND p.path < scope_end() AND p.id = ANY (r.partner_ids) ORDER BY p.path),
    r.created_at, r.confirmed_at
  FROM billing_run r
  WHERE scope_customer() IS NULL
    AND r.partner_path = ANY (ARRAY(
      SELECT substr(scope_path(), 1, n) FROM generate_series(1, length(scope_path()) - 1) n WHERE substr(scope_path(), n, 1) = '.'
    ))
    AND (
      EXISTS (SELECT 1 FROM billing_run_partner b WHERE b.run_id = r.id AND b.partner_path >= scope_path() AND b.partner_path < scope_end())
      -- its totals are still to be written
      OR r.status IN ('PREVIEWING', 'FAILED')
        AND EXISTS (SELECT 1 FROM partner p WHERE p.path >= scope_path() AND p.path < scope_end() AND p.id = ANY (r.partner_ids))
    )
$$;
ALTER FUNCTION runs_from_above() OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION runs_from_above() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION runs_from_above() TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- Every run that shows, read with the rights of whoever asks: whole ones, and parts of those from above as far as the totals by
-- partner are inside the scope.
CREATE VIEW billing_run_seen WITH (security_invoker = true) AS
SELECT id, partner_path, date, status, partner_ids, fingerprint, failure, candidates, processed,
  customer_count, invoice_count, left_out_count, totals, flag_counts,
  created_by, created_at, confirmed_by, confirmed_at, false from_above
FROM billing_run
UNION ALL
SELECT a.id, scope_path(), a.date, a.status, a.partner_ids, NULL,
  CASE WHEN a.status = 'FAILED' THEN 'It stopped before it was done. Whoever made it can go on with it.' END,
  part.customers + part.left_out, CASE WHEN a.status = 'PROCESSED' THEN part.customers + part.left_out ELSE 0 END,
  part.customers, part.invoices, part.left_out, part.totals, flagged.counts,
  NULL, a.created_at, NULL, a.confirmed_at, true
FROM runs_from_above() a
CROSS JOIN LATERAL (
  SELECT coalesce(sum(customers), 0)::int customers, coalesce(sum(invoices), 0)::int invoices,
    coalesce(sum(left_out), 0)::int left_out,
    coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'net', net::text, 'tax', tax::text, 'total', total::text)
      ORDER BY currency) FILTER (WHERE customers > 0), '[]') totals
  FROM (
    SELECT currency, sum(customer_count) customers, sum(invoice_count) invoices, sum(left_out_count) left_out,
      sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total
    FROM billing_run_partner WHERE run_id = a.id GROUP BY 1
  ) c
) part
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('flag', flag, 'count', n) ORDER BY flag), '[]') counts
  FROM (
    SELECT key flag, sum(value::int) n FROM billing_run_partner, jsonb_each_text(flag_counts)
    WHERE run_id = a.id GROUP BY 1
  ) f
) flagged;
GRANT SELECT ON billing_run_seen TO backhaul_app;
