-- The figures of a partner as the rows of its own give them, less the changes of its own that are still to be added, and with
-- the sums of those right below it. Folding adds a change to a partner and to all above it at once, so that this holds at any
-- moment; a fact is read once, and not again for each partner above it. Whoever counts everything begins with those furthest
-- down, and after a sum that was wrong counts the partner above it again.
CREATE OR REPLACE FUNCTION recount_figures(partner uuid)
RETURNS TABLE (figure text, currency text, period text, rate numeric, kept numeric, kept_n bigint, counted numeric, counted_n bigint)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE place text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4117), pg_advisory_xact_lock(4119);
  SELECT p.path INTO place FROM partner p WHERE p.id = recount_figures.partner AND p.path >= scope_path() AND p.path < scope_end();
  IF place IS NULL THEN RETURN; END IF;
  RETURN QUERY
  WITH
  fact AS (
    SELECT f.figure, i.currency, f.day, 0::numeric rate, sum(f.amount) amount, sum(f.n) n
    FROM invoice i CROSS JOIN LATERAL figures_of_invoice(i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor) f
    WHERE i.partner_path = place GROUP BY f.figure, i.currency, f.day
    UNION ALL
    SELECT f.figure, p.currency, f.day, 0, sum(f.amount), sum(f.n)
    FROM payment p CROSS JOIN LATERAL figures_of_payment(p.date, p.reversed_on, p.amount_minor) f
    WHERE p.partner_path = place GROUP BY f.figure, p.currency, f.day
    UNION ALL
    SELECT f.figure, c.currency, f.day, 0, sum(f.amount), sum(f.n)
    FROM customer c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
    WHERE c.partner_path = place GROUP BY f.figure, c.currency, f.day
    UNION ALL
    SELECT s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
    FROM recurring_step s
    WHERE s.partner_path = place GROUP BY s.figure, s.currency, s.day, s.rate
    UNION ALL
    SELECT c.figure, c.currency, c.day, c.rate, -sum(c.amount), -sum(c.n)
    FROM figure_change c
    WHERE c.partner_path = place GROUP BY c.figure, c.currency, c.day, c.rate),
  sums AS MATERIALIZED (
    SELECT f.figure, f.currency, f.period, f.rate, sum(f.amount) amount, sum(f.n)::bigint n
    FROM (
      SELECT f.figure, f.currency, p.period, f.rate, f.amount, f.n FROM fact f CROSS JOIN LATERAL periods_of(f.day) p(period)
      UNION ALL
      SELECT s.figure, s.currency, s.period, s.rate, s.amount, s.n
      FROM partner c JOIN figure_sum s ON s.partner_id = c.id WHERE c.parent_id = recount_figures.partner) f
    GROUP BY f.figure, f.currency, f.period, f.rate HAVING sum(f.amount) <> 0 OR sum(f.n) <> 0),
  was AS MATERIALIZED (SELECT s.* FROM figure_sum s WHERE s.partner_id = recount_figures.partner),
  put AS (
    INSERT INTO figure_sum AS s (partner_id, partner_path, figure, currency, period, rate, amount, n)
    SELECT recount_figures.partner, place, c.figure, c.currency, c.period, c.rate, c.amount, c.n FROM sums c
    ON CONFLICT ON CONSTRAINT figure_sum_pkey DO UPDATE SET amount = excluded.amount, n = excluded.n
      WHERE s.amount <> excluded.amount OR s.n <> excluded.n),
  dropped AS (
    DELETE FROM figure_sum s WHERE s.partner_id = recount_figures.partner AND NOT EXISTS (
      SELECT 1 FROM sums c WHERE c.figure = s.figure AND c.currency = s.currency AND c.period = s.period AND c.rate = s.rate))
  SELECT coalesce(w.figure, c.figure), coalesce(w.currency, c.currency), coalesce(w.period, c.period), coalesce(w.rate, c.rate),
    coalesce(w.amount, 0), coalesce(w.n, 0), coalesce(c.amount, 0), coalesce(c.n, 0)
  FROM was w FULL JOIN sums c ON c.figure = w.figure AND c.currency = w.currency AND c.period = w.period AND c.rate = w.rate
  WHERE coalesce(w.amount, 0) <> coalesce(c.amount, 0) OR coalesce(w.n, 0) <> coalesce(c.n, 0);
END $$;
