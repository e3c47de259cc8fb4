-- How monthly recurring revenue moved: beside the steps of what each customer brings stands, for each day on which that moves,
-- of what kind the movement is. Kept with the fact like the steps themselves, and summed like them:
--
--   MRR_NEW MRR_REACTIVATION MRR_CHURN MRR_EXPANSION MRR_CONTRACTION   by the day: what moved, by the rate of the tax that
--               prices hold; n: how many movements, one per customer and day
--   MRR_LOST    n: customers that went to nothing, once a month each
--
-- each of customers who say themselves that they are billed, and with _INHERITED of those who leave it to their partner. The
-- kinds are those of server/domain/figures/movements.ts.
--
-- net, net_before, net_after: of one row of each movement, what all of it comes to without tax. Only that row has them: the
-- list of movements is the rows that do. move_id: which one it is, the same whenever it is worked out anew.
ALTER TABLE recurring_step
  ADD COLUMN move_id uuid,
  ADD COLUMN net numeric(40,18),
  ADD COLUMN net_before numeric(40,18),
  ADD COLUMN net_after numeric(40,18),
  ADD CHECK (num_nonnulls(move_id, net, net_before, net_after) IN (0, 4)),
  -- at the end of a statement: one takes rows away and puts them back
  ADD CONSTRAINT recurring_step_move_id_key UNIQUE (move_id) DEFERRABLE;
CREATE INDEX recurring_step_moved_idx ON recurring_step (day, move_id, partner_path) WHERE move_id IS NOT NULL;
CREATE INDEX recurring_step_moved_at_idx ON recurring_step (partner_path, day, move_id) WHERE move_id IS NOT NULL;
CREATE INDEX recurring_step_moved_kind_idx ON recurring_step (figure, day, move_id, partner_path) WHERE move_id IS NOT NULL;
CREATE INDEX recurring_step_moved_net_idx ON recurring_step (net, move_id, partner_path) WHERE move_id IS NOT NULL;

GRANT SELECT (billing_type, blocked_since) ON customer TO backhaul_identity;
GRANT SELECT (period_days) ON tariff TO backhaul_identity;
GRANT SELECT (id, customer_id, to_status, date, at) ON status_change TO backhaul_identity;
CREATE POLICY identity ON status_change FOR SELECT TO backhaul_identity USING (true);

GRANT CREATE ON SCHEMA public TO backhaul_identity;

-- What customers bring a month, as steps: the rules of monthlyRecurring() of the domain, as before, and of those who pay ahead:
-- a price of N days is one of (365/12)/N months, and while they do not pay they are not billed.
CREATE OR REPLACE FUNCTION recurring_steps(customers uuid[])
RETURNS TABLE (partner_id uuid, partner_path text, customer_id uuid, figure text, currency text, day date, rate numeric, amount numeric, n int)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH
  owner AS MATERIALIZED (
    SELECT c.* FROM unnest(customers) k(id) CROSS JOIN LATERAL (
      SELECT c.id, c.partner_id, c.partner_path, c.currency, c.billing_type = 'PREPAID_CUSTOM' by_periods,
        CASE WHEN c.billed_by_itself THEN 'RECURRING' ELSE 'RECURRING_INHERITED' END figure,
        CASE WHEN c.status = 'INACTIVE' THEN c.inactive_since
          WHEN c.status = 'BLOCKED' AND c.billing_type <> 'RECURRING' THEN coalesce(c.blocked_since, 'infinity'::date)
          ELSE 'infinity'::date END until,
        CASE WHEN c.billing_type = 'RECURRING' THEN '[]'::jsonb ELSE (
          SELECT coalesce(jsonb_agg(jsonb_build_object('from', h.date, 'until', h.next)), '[]'::jsonb)
          FROM (
            SELECT s.to_status, s.date, lead(s.date) OVER (ORDER BY s.at, s.id) next
            FROM status_change s WHERE s.customer_id = c.id) h
          WHERE h.to_status = 'BLOCKED' AND h.next > h.date) END lapses
      FROM customer c
      WHERE c.id = k.id AND coalesce(c.billed_by_itself, true) AND (c.status <> 'INACTIVE' OR c.inactive_since IS NOT NULL) OFFSET 0) c),
  sold AS MATERIALIZED (
    SELECT s.* FROM owner o CROSS JOIN LATERAL (
      SELECT s.id, o.id customer_id, greatest(s.start_date, v.since) start_date, least(coalesce(s.end_date + 1, 'infinity'), o.until, v.until) until, s.discounts,
        CASE WHEN o.lapses = '[]' THEN s.pauses ELSE s.pauses || o.lapses END pauses,
        s.quantity, s.unit_price, s.earlier_prices, t.price, t.earlier_prices tariff_prices, CASE WHEN o.by_periods THEN t.period_days END period_days,
        -- the monthly price where it is one for all days
        CASE WHEN s.earlier_prices = '[]' AND (s.unit_price IS NOT NULL OR t.earlier_prices = '[]') THEN coalesce(s.unit_price, t.price) * s.quantity END monthly,
        v.rate
      FROM service s JOIN tariff t ON t.id = s.tariff_id LEFT JOIN tax_rate r ON r.id = t.tax_rate_id
      -- the tax that the price holds, as these sums tell rates apart: one for all days, or what the rate was on each
      CROSS JOIN LATERAL (
        SELECT '-infinity'::date since, 'infinity'::date until, CASE WHEN t.tax_included THEN coalesce(round(r.percent, 4), 0) ELSE 0 END rate
        WHERE NOT t.tax_included OR r.earlier IS NULL OR r.earlier = '[]'
        UNION ALL
        SELECT CASE WHEN lag(x.rate) OVER w IS NULL THEN '-infinity' ELSE x.since END, lead(x.since, 1, 'infinity') OVER w, x.rate
        FROM (
          SELECT (e ->> 'from')::date since, round((e ->> 'taxPercent')::numeric, 4) rate FROM jsonb_array_elements(r.earlier) e
          UNION ALL SELECT r.valid_from, round(r.percent, 4)) x
        WHERE t.tax_included AND r.earlier <> '[]'
        WINDOW w AS (ORDER BY x.since NULLS FIRST)) v
      WHERE s.customer_id = o.id AND s.state <> 'ARCHIVED' AND t.kind <> 'ONE_TIME'
        AND (s.state <> 'PAUSED' OR s.pauses @> '[{"until": null}]') OFFSET 0) s
    WHERE s.start_date < s.until),
  mark AS (
    SELECT s.customer_id, s.start_date AS day FROM sold s
    UNION SELECT s.customer_id, s.until FROM sold s WHERE s.until < 'infinity'
    UNION SELECT s.customer_id, (p ->> 'until')::date FROM sold s CROSS JOIN LATERAL jsonb_array_elements(s.earlier_prices || s.tariff_prices) p
      WHERE s.monthly IS NULL AND (p ->> 'until')::date > s.start_date AND (p ->> 'until')::date < s.until
    UNION SELECT s.customer_id, d.day FROM sold s CROSS JOIN LATERAL jsonb_array_elements(s.discounts) x
      CROSS JOIN LATERAL (VALUES ((x ->> 'from')::date), ((x ->> 'until')::date + 1)) d(day) WHERE s.discounts <> '[]' AND d.day IS NOT NULL
    UNION SELECT s.customer_id, d.day FROM sold s CROSS JOIN LATERAL jsonb_array_elements(s.pauses) p
      CROSS JOIN LATERAL (VALUES ((p ->> 'from')::date), ((p ->> 'until')::date)) d(day) WHERE s.pauses <> '[]' AND d.day IS NOT NULL),
  priced AS (
    SELECT m.customer_id, m.day, s.start_date, s.until, s.pauses, s.discounts, s.rate, s.period_days,
      CASE WHEN s.monthly IS NOT NULL THEN s.monthly
        ELSE price_on(m.day, s.unit_price, s.earlier_prices, s.price, s.tariff_prices) * s.quantity END monthly
    FROM mark m JOIN sold s ON s.customer_id = m.customer_id),
  worth AS (
    SELECT s.customer_id, s.day, s.rate, sum(CASE WHEN s.period_days IS NULL THEN s.amount
      ELSE round(s.amount * 365 / (12 * s.period_days), 18) END) amount
    FROM (
      SELECT s.customer_id, s.day, s.rate, s.period_days, CASE
        WHEN s.day < s.start_date OR s.day >= s.until THEN 0
        WHEN s.pauses <> '[]' AND EXISTS (
          SELECT 1 FROM jsonb_array_elements(s.pauses) p
          WHERE (p ->> 'from')::date <= s.day AND (p ->> 'until' IS NULL OR (p ->> 'until')::date > s.day)) THEN 0
        WHEN s.discounts = '[]' THEN s.monthly
        ELSE (
          SELECT greatest(
            s.monthly * (100 - least(coalesce(sum((x ->> 'value')::numeric) FILTER (WHERE x ->> 'kind' = 'PERCENT'), 0), 100)) * 0.01
              - coalesce(sum((x ->> 'value')::numeric) FILTER (WHERE x ->> 'kind' = 'FIXED'), 0), 0)
          FROM jsonb_array_elements(s.discounts) x
          WHERE (x ->> 'value')::numeric > 0 AND coalesce((x ->> 'from')::date <= s.day, true) AND coalesce((x ->> 'until')::date >= s.day, true))
        END amount
      FROM priced s) s
    GROUP BY s.customer_id, s.day, s.rate),
  step AS (
    SELECT w.customer_id, w.day, w.rate, w.amount - lag(w.amount, 1, 0::numeric) OVER (PARTITION BY w.customer_id, w.rate ORDER BY w.day) amount, 0 n FROM worth w
    UNION ALL
    SELECT e.customer_id, e.day, 0, 0, e.brings - lag(e.brings, 1, 0) OVER (PARTITION BY e.customer_id ORDER BY e.day)
    FROM (SELECT w.customer_id, w.day, (sum(w.amount) > 0)::int brings FROM worth w GROUP BY w.customer_id, w.day) e)
  SELECT o.partner_id, o.partner_path, o.id, o.figure, o.currency, s.day, s.rate, sum(s.amount), sum(s.n)::int
  FROM step s JOIN owner o ON o.id = s.customer_id
  GROUP BY o.partner_id, o.partner_path, o.id, o.figure, o.currency, s.day, s.rate
  HAVING sum(s.amount) <> 0 OR sum(s.n) <> 0;
END;

-- All that is kept of customers: their steps, and how these move what they bring. What changes days on which the books are
-- closed counts on the first open day: what was kept of closed days stays, and that day takes what is more or less by then.
-- Who comes to be billed by itself, or by its partner again, takes its past along.
CREATE FUNCTION recurring_rows(customers uuid[])
RETURNS TABLE (partner_id uuid, partner_path text, customer_id uuid, figure text, currency text, day date, rate numeric, amount numeric, n int,
  move_id uuid, net numeric, net_before numeric, net_after numeric)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH
  fresh AS MATERIALIZED (SELECT * FROM recurring_steps(customers)),
  who AS MATERIALIZED (
    SELECT c.* FROM unnest(customers) k(id) CROSS JOIN LATERAL (
      SELECT c.id, c.partner_path,
        CASE WHEN c.billed_by_itself THEN 'RECURRING' WHEN c.billed_by_itself IS NULL THEN 'RECURRING_INHERITED' END figure
      FROM customer c WHERE c.id = k.id OFFSET 0) c),
  closed AS MATERIALIZED (
    SELECT p.partner_path, x.through
    FROM (SELECT DISTINCT w.partner_path FROM who w) p CROSS JOIN LATERAL closing_at(p.partner_path) x),
  shut AS MATERIALIZED (
    SELECT r.partner_id, w.partner_path, r.customer_id, coalesce(w.figure, r.figure) figure, r.currency, r.day, r.rate, r.amount, r.n, c.through
    FROM who w JOIN closed c ON c.partner_path = w.partner_path CROSS JOIN LATERAL (
      SELECT r.* FROM recurring_step r
      WHERE r.customer_id = w.id AND r.figure IN ('RECURRING', 'RECURRING_INHERITED') AND r.day <= c.through OFFSET 0) r),
  base AS MATERIALIZED (
    SELECT b.partner_id, b.partner_path, b.customer_id, b.figure, b.currency, b.day, b.rate, sum(b.amount) amount, sum(b.n)::int n
    FROM (
      SELECT f.partner_id, f.partner_path, f.customer_id, f.figure, f.currency, greatest(f.day, c.through + 1) AS day, f.rate, f.amount, f.n
      FROM fresh f LEFT JOIN closed c ON c.partner_path = f.partner_path
      UNION ALL
      SELECT s.partner_id, s.partner_path, s.customer_id, s.figure, s.currency, d.day, s.rate, d.sign * s.amount, d.sign * s.n
      FROM shut s CROSS JOIN LATERAL (VALUES (s.day, 1), (s.through + 1, -1)) d(day, sign)) b
    GROUP BY b.partner_id, b.partner_path, b.customer_id, b.figure, b.currency, b.day, b.rate
    HAVING sum(b.amount) <> 0 OR sum(b.n) <> 0),
  leveled AS (
    SELECT b.*, sum(b.amount) OVER (PARTITION BY b.customer_id, b.figure, b.currency, b.rate ORDER BY b.day) level
    FROM base b WHERE b.amount <> 0),
  -- a level of nothing is nothing at every rate, so that sums of whole levels come back to it
  moved AS (
    SELECT l.customer_id, l.figure, l.currency, l.day, min(l.rate) head,
      sum(round(l.level * 100 / (100 + l.rate), 18) - round((l.level - l.amount) * 100 / (100 + l.rate), 18)) net
    FROM leveled l GROUP BY l.customer_id, l.figure, l.currency, l.day),
  run AS (
    SELECT m.*, sum(m.net) OVER (PARTITION BY m.customer_id, m.figure, m.currency ORDER BY m.day) net_after FROM moved m),
  told AS (
    SELECT r.*, r.net_after - r.net net_before,
      coalesce(max(r.net_after) OVER (PARTITION BY r.customer_id, r.figure, r.currency ORDER BY r.day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) > 0 ever
    FROM run r),
  kind AS MATERIALIZED (
    SELECT t.*, substr(t.figure, 10) whose, CASE
      WHEN t.net_after = 0 THEN 'CHURN'
      WHEN t.net_before = 0 AND t.ever THEN 'REACTIVATION'
      WHEN t.net_before = 0 THEN 'NEW'
      WHEN t.net > 0 THEN 'EXPANSION'
      ELSE 'CONTRACTION' END kind
    -- what is the same at another rate is none, whatever the last digit says
    FROM told t WHERE abs(t.net) > 0.000000000001)
  SELECT b.partner_id, b.partner_path, b.customer_id, b.figure, b.currency, b.day, b.rate, b.amount, b.n, NULL::uuid, NULL::numeric, NULL::numeric, NULL::numeric
  FROM base b
  UNION ALL
  SELECT l.partner_id, l.partner_path, l.customer_id, 'MRR_' || k.kind || k.whose, l.currency, l.day, l.rate, l.amount, (l.rate = k.head)::int,
    CASE WHEN l.rate = k.head THEN md5(l.customer_id || ' ' || l.currency || ' ' || l.day)::uuid END,
    CASE WHEN l.rate = k.head THEN k.net END, CASE WHEN l.rate = k.head THEN k.net_before END, CASE WHEN l.rate = k.head THEN k.net_after END
  FROM leveled l JOIN kind k ON k.customer_id = l.customer_id AND k.figure = l.figure AND k.currency = l.currency AND k.day = l.day
  UNION ALL
  SELECT l.partner_id, l.partner_path, l.customer_id, 'MRR_LOST' || k.whose, l.currency, l.day, 0, 0, 1, NULL, NULL, NULL, NULL
  FROM (
    SELECT k.*, row_number() OVER (PARTITION BY k.customer_id, k.figure, k.currency, date_trunc('month', k.day::timestamp) ORDER BY k.day) nth
    FROM kind k WHERE k.kind = 'CHURN') k
  JOIN leveled l ON l.customer_id = k.customer_id AND l.figure = k.figure AND l.currency = k.currency AND l.day = k.day AND l.rate = k.head
  WHERE k.nth = 1;
END;

-- Whoever calls it holds the customers' locks: the triggers of facts_version, which come before, took them.
CREATE OR REPLACE FUNCTION refresh_recurring(customers uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH
  fresh AS MATERIALIZED (SELECT * FROM recurring_rows(customers)),
  gone AS (
    DELETE FROM recurring_step WHERE ctid = ANY (array(
      SELECT s.ctid FROM unnest(customers) k(id) CROSS JOIN LATERAL (SELECT r.ctid FROM recurring_step r WHERE r.customer_id = k.id OFFSET 0) s)) RETURNING *),
  put AS (
    INSERT INTO recurring_step (partner_id, partner_path, customer_id, figure, currency, day, rate, amount, n, move_id, net, net_before, net_after)
    SELECT partner_id, partner_path, customer_id, figure, currency, day, rate, amount, n, move_id, net, net_before, net_after FROM fresh)
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, rate, amount, n)
  SELECT s.partner_id, max(s.partner_path), s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
  FROM (
    SELECT partner_id, partner_path, figure, currency, day, rate, amount, n FROM fresh
    UNION ALL
    SELECT partner_id, partner_path, figure, currency, day, rate, -amount, -n FROM gone) s
  GROUP BY s.partner_id, s.figure, s.currency, s.day, s.rate HAVING sum(s.amount) <> 0 OR sum(s.n) <> 0
$$;

CREATE OR REPLACE FUNCTION recurring_drift(partner uuid) RETURNS TABLE (customer_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE ids uuid[];
BEGIN
  SELECT array_agg(c.id) INTO ids FROM customer c
  WHERE c.partner_id = recurring_drift.partner AND c.partner_path >= scope_path() AND c.partner_path < scope_end();
  RETURN QUERY SELECT DISTINCT d.customer_id FROM (
    SELECT s.customer_id, s.figure, s.currency, s.day, s.rate, s.amount, s.n, s.net, s.net_before, s.net_after FROM (
      SELECT customer_id, figure, currency, day, rate, amount, n::bigint, net, net_before, net_after, 1 side FROM recurring_rows(ids)
      UNION ALL
      SELECT customer_id, figure, currency, day, rate, amount, n, net, net_before, net_after, -1 FROM recurring_step WHERE customer_id = ANY (ids)) s
    GROUP BY s.customer_id, s.figure, s.currency, s.day, s.rate, s.amount, s.n, s.net, s.net_before, s.net_after HAVING sum(side) <> 0) d;
END $$;

-- also who pays ahead stops and starts to be billed with its status
CREATE OR REPLACE FUNCTION customers_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE turned uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT c.partner_id, max(c.partner_path), f.figure, c.currency, f.day, sum(f.amount), sum(f.n)
    FROM added c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
    GROUP BY c.partner_id, f.figure, c.currency, f.day;
    RETURN NULL;
  END IF;
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT c.partner_id, max(c.partner_path), f.figure, c.currency, f.day, sum(c.sign * f.amount), sum(c.sign * f.n)
  FROM (
    SELECT 1 sign, partner_id, partner_path, currency, status, created_on, balance_minor FROM added
    UNION ALL
    SELECT -1, partner_id, partner_path, currency, status, created_on, balance_minor FROM gone) c
  CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
  GROUP BY c.partner_id, f.figure, c.currency, f.day HAVING sum(c.sign * f.amount) <> 0 OR sum(c.sign * f.n) <> 0;
  -- what is the same before and after adds up to nothing. Not joined: a plan that was made for one row is kept for thousands
  SELECT array_agg(DISTINCT t.id) INTO turned FROM (
    SELECT c.id FROM (
      SELECT 1 side, id, partner_id, currency, billing_type, billed_by_itself,
        CASE WHEN status = 'INACTIVE' OR billing_type <> 'RECURRING' THEN status END stopped, inactive_since,
        CASE WHEN billing_type <> 'RECURRING' THEN blocked_since END blocked_since FROM added
      UNION ALL
      SELECT -1, id, partner_id, currency, billing_type, billed_by_itself,
        CASE WHEN status = 'INACTIVE' OR billing_type <> 'RECURRING' THEN status END, inactive_since,
        CASE WHEN billing_type <> 'RECURRING' THEN blocked_since END FROM gone) c
    GROUP BY c.id, c.partner_id, c.currency, c.billing_type, c.billed_by_itself, c.stopped, c.inactive_since, c.blocked_since
    HAVING sum(c.side) <> 0) t;
  IF turned IS NOT NULL THEN PERFORM refresh_recurring(turned); END IF;
  RETURN NULL;
END $$;
DROP TRIGGER figured ON tariff;
CREATE TRIGGER figured AFTER UPDATE OF price, earlier_prices, kind, tax_rate_id, tax_included, period_days ON tariff FOR EACH ROW
  WHEN (NOT repricing() AND ROW(OLD.price, OLD.earlier_prices, OLD.kind, OLD.tax_rate_id, OLD.tax_included, OLD.period_days)
    IS DISTINCT FROM ROW(NEW.price, NEW.earlier_prices, NEW.kind, NEW.tax_rate_id, NEW.tax_included, NEW.period_days))
  EXECUTE FUNCTION tariff_figured();

REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- ---- what is there already, partner by partner
DO $$ DECLARE p record; BEGIN
  FOR p IN SELECT j.partner_id id, x.path FROM partners_for_jobs() j CROSS JOIN LATERAL partner_place(j.partner_id) x LOOP
    PERFORM set_config('app.partner_path', p.path, true), set_config('app.partner_end', p.path || chr(1114111), true);
    PERFORM mend_recurring(array(SELECT customer_id FROM recurring_drift(p.id)));
  END LOOP;
  PERFORM set_config('app.partner_path', '', true), set_config('app.partner_end', '', true);
  PERFORM fold_figures(2147483647);
END $$;
