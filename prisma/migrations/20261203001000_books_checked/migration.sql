-- Where the kept figures of partners are not what the rows behind them give: those of a range of places inside the
-- scope, all at once and changing nothing. What is a partner's own is its sums less those right below it, with the
-- changes of its own that are still to be added.
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION figures_amiss(first text, last text)
RETURNS TABLE (partner_id uuid, figure text, currency text, period text, kept numeric, kept_n bigint, counted numeric, counted_n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH place AS MATERIALIZED (
    SELECT p.id, p.path FROM partner p WHERE p.path >= first AND p.path < last AND p.path >= scope_path() AND p.path < scope_end()),
  each AS (
    SELECT a.id, f.figure, f.currency, p.period, f.rate, 0::numeric kept, 0::bigint kept_n, f.amount counted, f.n counted_n
    FROM place a CROSS JOIN LATERAL figures_at(a.path) f CROSS JOIN LATERAL periods_of(f.day) p(period)
    UNION ALL
    SELECT a.id, s.figure, s.currency, s.period, s.rate, s.amount, s.n, 0, 0
    FROM place a JOIN figure_sum s ON s.partner_id = a.id
    UNION ALL
    SELECT a.id, s.figure, s.currency, s.period, s.rate, -s.amount, -s.n, 0, 0
    FROM place a JOIN partner b ON b.parent_id = a.id JOIN figure_sum s ON s.partner_id = b.id
    UNION ALL
    SELECT a.id, c.figure, c.currency, p.period, c.rate, c.amount, c.n, 0, 0
    FROM place a JOIN figure_change c ON c.partner_id = a.id CROSS JOIN LATERAL periods_of(c.day) p(period))
  SELECT id, figure, currency, period, sum(kept), sum(kept_n)::bigint, sum(counted), sum(counted_n)::bigint
  FROM each GROUP BY id, figure, currency, period, rate
  HAVING sum(kept) <> sum(counted) OR sum(kept_n) <> sum(counted_n)
$$;
ALTER FUNCTION figures_amiss(text, text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION figures_amiss(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figures_amiss(text, text) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
