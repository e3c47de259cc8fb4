-- Recurring revenue is net of the tax that a price holds, on each day of what the rate was then. The function that says so
-- holds on to the column: it lets go first, and comes back below.
CREATE OR REPLACE FUNCTION recurring_steps(customers uuid[])
RETURNS TABLE (partner_id uuid, partner_path text, customer_id uuid, figure text, currency text, day date, rate numeric, amount numeric, n int)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT NULL::uuid, NULL, NULL::uuid, NULL, NULL, NULL::date, NULL::numeric, NULL::numeric, NULL::int WHERE false;
END;

-- What a tax is beside its percent: its category as EN 16931 names it, why nothing is taken, and the taxes that it is made
-- of in their order; null where the percent says it all (standard, or zero-rated). A percent has as many digits as a group
-- of taxes that build on each other comes to.
ALTER TABLE tax_rate ALTER COLUMN percent TYPE numeric(32,28),
  ADD COLUMN terms jsonb,
  -- from when that holds, null for ever, and what it was before: [{"from", "taxPercent", "taxTerms"}] in the order of the days
  ADD COLUMN valid_from date,
  ADD COLUMN earlier jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT tax_rate_earlier_check CHECK (jsonb_typeof(earlier) = 'array' AND (earlier = '[]' OR valid_from IS NOT NULL)),
  ADD CONSTRAINT tax_rate_terms_check CHECK (terms->>'category' IN ('S', 'Z', 'E', 'AE', 'O')
    AND (terms->>'category' = 'S' OR percent = 0));
-- An item is taxed with the rate of its day, which may change while it waits; without one the percent says it.
ALTER TABLE future_item ALTER COLUMN tax_percent TYPE numeric(32,28),
  ADD COLUMN tax_terms jsonb,
  ADD COLUMN tax_rate_id uuid REFERENCES tax_rate (id);
CREATE INDEX future_item_tax_rate_id_idx ON future_item (tax_rate_id) WHERE tax_rate_id IS NOT NULL;
-- Documents keep it with each line.
ALTER TABLE invoice_line ALTER COLUMN tax_percent TYPE numeric(32,28), ADD COLUMN tax_terms jsonb;
ALTER TABLE credit_note_line ALTER COLUMN tax_percent TYPE numeric(32,28), ADD COLUMN tax_terms jsonb;
ALTER TABLE proforma_line ALTER COLUMN tax_percent TYPE numeric(32,28), ADD COLUMN tax_terms jsonb;

-- A rate that changes changes what billing does to whoever is taxed with it.
CREATE FUNCTION tax_rate_facts_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE customer SET facts_version = facts_version + 1 WHERE id IN (
    SELECT s.customer_id FROM service s JOIN tariff t ON t.id = s.tariff_id WHERE t.tax_rate_id = NEW.id
    UNION
    SELECT i.customer_id FROM future_item i WHERE i.tax_rate_id = NEW.id AND i.charge_id IS NULL AND i.removed_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER facts_changed AFTER UPDATE OF percent, terms, valid_from, earlier ON tax_rate
  FOR EACH ROW EXECUTE FUNCTION tax_rate_facts_changed();

CREATE OR REPLACE FUNCTION recurring_steps(customers uuid[])
RETURNS TABLE (partner_id uuid, partner_path text, customer_id uuid, figure text, currency text, day date, rate numeric, amount numeric, n int)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH
  owner AS MATERIALIZED (
    SELECT c.* FROM unnest(customers) k(id) CROSS JOIN LATERAL (
      SELECT c.id, c.partner_id, c.partner_path, c.currency,
        CASE WHEN c.billed_by_itself THEN 'RECURRING' ELSE 'RECURRING_INHERITED' END figure,
        CASE WHEN c.status = 'INACTIVE' THEN c.inactive_since ELSE 'infinity'::date END until
      FROM customer c
      WHERE c.id = k.id AND coalesce(c.billed_by_itself, true) AND (c.status <> 'INACTIVE' OR c.inactive_since IS NOT NULL) OFFSET 0) c),
  sold AS MATERIALIZED (
    SELECT s.* FROM owner o CROSS JOIN LATERAL (
      SELECT s.id, o.id customer_id, greatest(s.start_date, v.since) start_date, least(coalesce(s.end_date + 1, 'infinity'), o.until, v.until) until, s.discounts, s.pauses,
        s.quantity, s.unit_price, s.earlier_prices, t.price, t.earlier_prices tariff_prices,
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
    SELECT m.customer_id, m.day, s.start_date, s.until, s.pauses, s.discounts, s.rate,
      CASE WHEN s.monthly IS NOT NULL THEN s.monthly
        ELSE price_on(m.day, s.unit_price, s.earlier_prices, s.price, s.tariff_prices) * s.quantity END monthly
    FROM mark m JOIN sold s ON s.customer_id = m.customer_id),
  worth AS (
    SELECT s.customer_id, s.day, s.rate, sum(CASE
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
      END) amount
    FROM priced s
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
GRANT SELECT (valid_from, earlier) ON tax_rate TO backhaul_identity;
CREATE FUNCTION tax_rate_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE turned uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(4118, t.key) FROM (
    SELECT DISTINCT tariff_lock(id) key FROM tariff WHERE tax_rate_id = NEW.id AND tax_included ORDER BY 1) t;
  SELECT array_agg(DISTINCT s.customer_id) INTO turned
  FROM tariff t JOIN service s ON s.tariff_id = t.id WHERE t.tax_rate_id = NEW.id AND t.tax_included;
  IF turned IS NOT NULL THEN PERFORM refresh_recurring(turned); END IF;
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
ALTER FUNCTION tax_rate_figured() OWNER TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
REVOKE ALL ON FUNCTION tax_rate_figured() FROM PUBLIC;
-- after facts_changed, which takes the customers' locks
CREATE TRIGGER figured AFTER UPDATE OF percent, valid_from, earlier ON tax_rate
  FOR EACH ROW EXECUTE FUNCTION tax_rate_figured();
