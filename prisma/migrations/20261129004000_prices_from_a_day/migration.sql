-- Prices have a first day. price and unit_price are the latest ones, planned ones included; what was before stands beside
-- them, in the order of the days: [{"until": first day on which it holds no more, "price": decimal or null}]. In a service's
-- own prices null means the tariff's of that day. A new price of the tariff that may be taken back says at its day what
-- would follow without it ("instead"). server/domain/charging/prices.ts makes and reads them.
ALTER TABLE tariff ADD COLUMN earlier_prices jsonb NOT NULL DEFAULT '[]', ADD CHECK (jsonb_typeof(earlier_prices) = 'array');
ALTER TABLE service ADD COLUMN earlier_prices jsonb NOT NULL DEFAULT '[]', ADD CHECK (jsonb_typeof(earlier_prices) = 'array');

-- What a day of a service costs.
CREATE FUNCTION price_on(day date, own numeric, own_earlier jsonb, tariff numeric, tariff_earlier jsonb)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(
    CASE WHEN own_earlier = '[]' THEN own ELSE (
      SELECT p.price FROM (
        SELECT (e ->> 'until')::date until, (e ->> 'price')::numeric price FROM jsonb_array_elements(own_earlier) e
        UNION ALL SELECT 'infinity', own) p
      WHERE p.until > day ORDER BY p.until LIMIT 1) END,
    CASE WHEN tariff_earlier = '[]' THEN tariff ELSE (
      SELECT p.price FROM (
        SELECT (e ->> 'until')::date until, (e ->> 'price')::numeric price FROM jsonb_array_elements(tariff_earlier) e
        UNION ALL SELECT 'infinity', tariff) p
      WHERE p.until > day ORDER BY p.until LIMIT 1) END);
END;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
GRANT SELECT (charged_until, earlier_prices), UPDATE (unit_price, earlier_prices) ON service TO backhaul_identity;
GRANT SELECT (partner_path, earlier_prices), UPDATE (price, earlier_prices) ON tariff TO backhaul_identity;
GRANT SELECT (facts_version), UPDATE (facts_version) ON customer TO backhaul_identity;
CREATE POLICY identity_prices ON service FOR UPDATE TO backhaul_identity USING (true);
CREATE POLICY identity_prices ON tariff FOR UPDATE TO backhaul_identity USING (true);
CREATE POLICY identity_prices ON customer FOR UPDATE TO backhaul_identity USING (true);

-- ---- what follows from a price. Where all services of a tariff get one at once, that is done for all of them together
-- afterwards, by reprice_tariff() below.
CREATE FUNCTION repricing() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN current_setting('app.repricing', true) IS NOT DISTINCT FROM 'on';

DROP TRIGGER facts_changed ON service;
CREATE TRIGGER facts_changed AFTER UPDATE OF tariff_id, description, state, start_date, end_date, quantity, unit_price, earlier_prices, setup_fee, pauses, discounts
  ON service FOR EACH ROW WHEN (NOT repricing()) EXECUTE FUNCTION service_facts_changed();
DROP TRIGGER facts_changed ON tariff;
CREATE TRIGGER facts_changed AFTER UPDATE OF price, earlier_prices, kind, tax_rate_id, tax_included, setup_fee
  ON tariff FOR EACH ROW WHEN (NOT repricing()) EXECUTE FUNCTION tariff_facts_changed();

-- What customers bring a month, as steps: the rules of monthlyRecurring() of the domain, at each day on which anything of
-- theirs begins or ends, prices too. Exact: taxes that a price holds come out when sums are read, once per rate. Who is
-- inactive counts until the day it became it. Looked up one by one: the planner knows nothing yet of rows that came a moment ago.
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
      SELECT s.id, o.id customer_id, s.start_date, least(coalesce(s.end_date + 1, 'infinity'), o.until) until, s.discounts, s.pauses,
        s.quantity, s.unit_price, s.earlier_prices, t.price, t.earlier_prices tariff_prices,
        -- the monthly price where it is one for all days
        CASE WHEN s.earlier_prices = '[]' AND (s.unit_price IS NOT NULL OR t.earlier_prices = '[]') THEN coalesce(s.unit_price, t.price) * s.quantity END monthly,
        CASE WHEN t.tax_included THEN coalesce(r.percent, 0) ELSE 0 END rate
      FROM service s JOIN tariff t ON t.id = s.tariff_id LEFT JOIN tax_rate r ON r.id = t.tax_rate_id
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

CREATE OR REPLACE FUNCTION services_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE turned uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock_shared(4118, t.key) FROM (SELECT DISTINCT tariff_lock(tariff_id) key FROM added ORDER BY 1) t;
    SELECT array_agg(DISTINCT customer_id) INTO turned FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT customer_id) INTO turned FROM gone;
  ELSE
    -- a run moves each service on: nothing of that is looked at here
    SELECT array_agg(DISTINCT t.customer_id) INTO turned FROM (
      SELECT s.customer_id FROM (
        SELECT 1 side, id, customer_id, tariff_id, state, start_date, end_date, quantity, unit_price, earlier_prices, discounts, pauses FROM added
        UNION ALL
        SELECT -1, id, customer_id, tariff_id, state, start_date, end_date, quantity, unit_price, earlier_prices, discounts, pauses FROM gone) s
      GROUP BY s.id, s.customer_id, s.tariff_id, s.state, s.start_date, s.end_date, s.quantity, s.unit_price, s.earlier_prices, s.discounts, s.pauses
      HAVING sum(s.side) <> 0) t;
    IF turned IS NULL THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock_shared(4118, t.key) FROM (
      SELECT DISTINCT tariff_lock(s.tariff_id) key
      FROM (SELECT 1 side, id, tariff_id FROM added UNION ALL SELECT -1, id, tariff_id FROM gone) s
      GROUP BY s.id, s.tariff_id HAVING sum(s.side) <> 0 ORDER BY 1) t;
  END IF;
  PERFORM refresh_recurring(turned);
  RETURN NULL;
END $$;
DROP TRIGGER figured_changed ON service;
CREATE TRIGGER figured_changed AFTER UPDATE ON service REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT
  WHEN (NOT repricing()) EXECUTE FUNCTION services_figured();
DROP TRIGGER figured ON tariff;
CREATE TRIGGER figured AFTER UPDATE OF price, earlier_prices, kind, tax_rate_id, tax_included ON tariff FOR EACH ROW
  WHEN (NOT repricing() AND ROW(OLD.price, OLD.earlier_prices, OLD.kind, OLD.tax_rate_id, OLD.tax_included)
    IS DISTINCT FROM ROW(NEW.price, NEW.earlier_prices, NEW.kind, NEW.tax_rate_id, NEW.tax_included))
  EXECUTE FUNCTION tariff_figured();

-- ---- a new price of a tariff, for services of every partner that sells it, whether or not they lie in the owner's scope
-- Services that a new price makes the same of: their own prices, and where it has no day of its own the first one of each
-- that is not charged.
CREATE FUNCTION price_group(own numeric, earlier jsonb, first date, started date, since date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(own::text, '') || earlier::text || CASE WHEN since IS NULL THEN (greatest(first, started) - date '2000-01-01')::text || (first <= started)::text ELSE '' END;
END;

CREATE FUNCTION tariff_inside(tariff uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM tariff t WHERE t.id = $1 AND office_scope_path() IS NOT NULL AND t.partner_path >= scope_path() AND t.partner_path < scope_end())
$$;

-- The customers of a tariff, locked in the order of their ids as everybody does: their services are charged by nobody meanwhile.
CREATE FUNCTION lock_priced(tariff uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT tariff_inside(tariff) THEN RETURN; END IF;
  PERFORM 1 FROM customer c WHERE c.id IN (SELECT s.customer_id FROM service s WHERE s.tariff_id = lock_priced.tariff) ORDER BY c.id FOR UPDATE;
END $$;

CREATE FUNCTION price_groups(tariff uuid, since date)
RETURNS TABLE (key text, own numeric, earlier jsonb, day date, from_start boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT price_group(s.unit_price, s.earlier_prices, s.charged_until, s.start_date, $2), s.unit_price, s.earlier_prices,
    CASE WHEN $2 IS NULL THEN greatest(s.charged_until, s.start_date) ELSE $2 END, $2 IS NULL AND s.charged_until <= s.start_date
  FROM service s
  WHERE s.tariff_id = $1 AND tariff_inside($1)
$$;

-- groups: [{"key", "own": price or null, "earlier"}] of the services that get other prices of their own. Whoever calls it
-- holds the customers' locks.
CREATE FUNCTION reprice_tariff(tariff uuid, since date, price numeric, earlier jsonb, groups jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE turned uuid[];
BEGIN
  IF NOT tariff_inside(tariff) THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(4118, tariff_lock(tariff)), set_config('app.repricing', 'on', true);
  UPDATE service s SET unit_price = g.own, earlier_prices = g.earlier
  FROM jsonb_to_recordset(groups) g(key text, own numeric, earlier jsonb)
  WHERE s.tariff_id = reprice_tariff.tariff
    AND price_group(s.unit_price, s.earlier_prices, s.charged_until, s.start_date, since) = g.key;
  UPDATE tariff t SET price = reprice_tariff.price, earlier_prices = reprice_tariff.earlier WHERE t.id = reprice_tariff.tariff;
  PERFORM set_config('app.repricing', '', true);
  SELECT array_agg(DISTINCT s.customer_id) INTO turned FROM service s WHERE s.tariff_id = reprice_tariff.tariff;
  IF turned IS NULL THEN RETURN; END IF;
  UPDATE customer SET facts_version = facts_version + 1 WHERE id = ANY (turned);
  PERFORM refresh_recurring(turned);
END $$;

-- ---- a service that was never charged can be deleted
GRANT DELETE ON service TO backhaul_app;
CREATE TRIGGER figured_gone AFTER DELETE ON service REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION services_figured();
CREATE TRIGGER custom_values_removed AFTER DELETE ON service REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION custom_values_removed();
CREATE FUNCTION service_facts_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE customer SET facts_version = facts_version + 1 WHERE id IN (SELECT customer_id FROM gone); RETURN NULL; END $$;
CREATE TRIGGER facts_gone AFTER DELETE ON service REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION service_facts_gone();

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['tariff_inside(uuid)', 'lock_priced(uuid)', 'price_groups(uuid, date)', 'reprice_tariff(uuid, date, numeric, jsonb, jsonb)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['lock_priced(uuid)', 'price_groups(uuid, date)', 'reprice_tariff(uuid, date, numeric, jsonb, jsonb)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION recurring_steps(uuid[]), price_on(date, numeric, jsonb, numeric, jsonb), repricing(),
  price_group(numeric, jsonb, date, date, date) TO backhaul_identity;
GRANT EXECUTE ON FUNCTION price_on(date, numeric, jsonb, numeric, jsonb), repricing(), price_group(numeric, jsonb, date, date, date) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
