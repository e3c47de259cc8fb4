-- What each customer paid in a month and what it has open, kept with the fact like the figures of partners, so that those who
-- pay and owe most are found by an index. A customer's money is written under its lock: nobody waits for anybody else.
--
--   PAID  payments that stand less money given back, by the month of their dates ('2026-05'); n: how many payments
--   OPEN  what is due of its invoices; n: how many; period is ''
CREATE TABLE customer_figure (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  figure text NOT NULL CHECK (figure IN ('PAID', 'OPEN')),
  currency text NOT NULL,
  period text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  n int NOT NULL,
  CONSTRAINT customer_figure_pkey PRIMARY KEY (customer_id, figure, currency, period)
);
CREATE INDEX customer_figure_place_idx ON customer_figure (figure, currency, period, partner_path, amount, customer_id);
CREATE INDEX customer_figure_partner_path_idx ON customer_figure (partner_path);
ALTER TABLE customer_figure ADD CONSTRAINT customer_figure_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE customer_figure ADD CONSTRAINT customer_figure_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE customer_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON customer_figure TO backhaul_app USING (partner_path >= office_scope_path() AND partner_path < scope_end());
CREATE POLICY identity ON customer_figure TO backhaul_identity USING (true);
GRANT SELECT ON customer_figure TO backhaul_app;
GRANT SELECT, INSERT, UPDATE ON customer_figure TO backhaul_identity;

GRANT SELECT (customer_id) ON invoice, payment, refund TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

CREATE FUNCTION customer_invoices_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'OPEN', a.currency, '', sum(a.due_minor), count(*)
    FROM added a WHERE a.due_minor > 0 GROUP BY a.partner_id, a.customer_id, a.currency ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount, n = k.n + excluded.n;
  ELSE
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'OPEN', a.currency, '', sum(a.sign * a.due_minor), sum(a.sign)
    FROM (
      SELECT 1 sign, partner_id, partner_path, customer_id, currency, due_minor FROM added
      UNION ALL
      SELECT -1, partner_id, partner_path, customer_id, currency, due_minor FROM gone) a
    WHERE a.due_minor > 0 GROUP BY a.partner_id, a.customer_id, a.currency
    HAVING sum(a.sign * a.due_minor) <> 0 OR sum(a.sign) <> 0 ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount, n = k.n + excluded.n;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_of_customer_added AFTER INSERT ON invoice REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION customer_invoices_figured();
CREATE TRIGGER figured_of_customer_changed AFTER UPDATE ON invoice REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION customer_invoices_figured();

CREATE FUNCTION customer_payments_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'PAID', a.currency, to_char(a.date, 'YYYY-MM'), sum(a.amount_minor), count(*)
    FROM added a WHERE a.reversed_on IS NULL
    GROUP BY a.partner_id, a.customer_id, a.currency, to_char(a.date, 'YYYY-MM') ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount, n = k.n + excluded.n;
  ELSE
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'PAID', a.currency, to_char(a.date, 'YYYY-MM'), sum(a.sign * a.amount_minor), sum(a.sign)
    FROM (
      SELECT 1 sign, partner_id, partner_path, customer_id, currency, date, reversed_on, amount_minor FROM added
      UNION ALL
      SELECT -1, partner_id, partner_path, customer_id, currency, date, reversed_on, amount_minor FROM gone) a
    WHERE a.reversed_on IS NULL GROUP BY a.partner_id, a.customer_id, a.currency, to_char(a.date, 'YYYY-MM')
    HAVING sum(a.sign * a.amount_minor) <> 0 OR sum(a.sign) <> 0 ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount, n = k.n + excluded.n;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_of_customer_added AFTER INSERT ON payment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION customer_payments_figured();
CREATE TRIGGER figured_of_customer_changed AFTER UPDATE ON payment REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION customer_payments_figured();

-- what could not be given back was never less
CREATE FUNCTION customer_refunds_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'PAID', a.currency, to_char(a.date, 'YYYY-MM'), -sum(a.amount_minor), 0
    FROM added a WHERE a.status <> 'FAILED'
    GROUP BY a.partner_id, a.customer_id, a.currency, to_char(a.date, 'YYYY-MM') ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount;
  ELSE
    INSERT INTO customer_figure AS k (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
    SELECT a.partner_id, max(a.partner_path), a.customer_id, 'PAID', a.currency, to_char(a.date, 'YYYY-MM'), -sum(a.sign * a.amount_minor), 0
    FROM (
      SELECT 1 sign, partner_id, partner_path, customer_id, currency, date, status, amount_minor FROM added
      UNION ALL
      SELECT -1, partner_id, partner_path, customer_id, currency, date, status, amount_minor FROM gone) a
    WHERE a.status <> 'FAILED' GROUP BY a.partner_id, a.customer_id, a.currency, to_char(a.date, 'YYYY-MM')
    HAVING sum(a.sign * a.amount_minor) <> 0 ORDER BY a.customer_id
    ON CONFLICT (customer_id, figure, currency, period) DO UPDATE SET amount = k.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_of_customer_added AFTER INSERT ON refund REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION customer_refunds_figured();
CREATE TRIGGER figured_of_customer_changed AFTER UPDATE ON refund REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION customer_refunds_figured();

-- What the rows give, said apart from how it is kept.
CREATE FUNCTION customer_figures_of(first text, last text)
RETURNS TABLE (partner_id uuid, partner_path text, customer_id uuid, figure text, currency text, period text, amount numeric, n bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT f.partner_id, max(f.partner_path), f.customer_id, f.figure, f.currency, f.period, sum(f.amount), sum(f.n)
  FROM (
    SELECT i.partner_id, i.partner_path, i.customer_id, 'OPEN' figure, i.currency, '' period, i.due_minor amount, 1 n
    FROM invoice i WHERE i.partner_path >= first AND i.partner_path < last AND i.due_minor > 0
    UNION ALL
    SELECT p.partner_id, p.partner_path, p.customer_id, 'PAID', p.currency, to_char(p.date, 'YYYY-MM'), p.amount_minor, 1
    FROM payment p WHERE p.partner_path >= first AND p.partner_path < last AND p.reversed_on IS NULL
    UNION ALL
    SELECT r.partner_id, r.partner_path, r.customer_id, 'PAID', r.currency, to_char(r.date, 'YYYY-MM'), -r.amount_minor, 0
    FROM refund r WHERE r.partner_path >= first AND r.partner_path < last AND r.status <> 'FAILED') f
  GROUP BY f.partner_id, f.customer_id, f.figure, f.currency, f.period;
END;
GRANT EXECUTE ON FUNCTION customer_figures_of(text, text) TO backhaul_app, backhaul_identity;

CREATE FUNCTION fill_customer_figures() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO customer_figure (partner_id, partner_path, customer_id, figure, currency, period, amount, n)
  SELECT * FROM customer_figures_of('', chr(1114111))
$$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['customer_invoices_figured()', 'customer_payments_figured()', 'customer_refunds_figured()', 'fill_customer_figures()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

SELECT fill_customer_figures();
DROP FUNCTION fill_customer_figures();
