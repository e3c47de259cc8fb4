-- How many there are in a list is a figure like those of the dashboards: kept with the facts, so that a list of a million is
-- counted by a few rows. The lists of open invoices and of customers have theirs already (OPEN, CUSTOMERS, ACTIVE, BLOCKED).
--
--   DOCUMENTS  invoices of every state by their date
--   PAYMENTS   payments by their date, reversed ones too
--   ENTRIES    entries of the ledger by their date
--
-- Who else writes figures than the functions that say them: nobody. So the tables need not list their names as well.
ALTER TABLE figure_sum DROP CONSTRAINT figure_sum_figure_check;
ALTER TABLE figure_change DROP CONSTRAINT figure_change_figure_check;
ALTER TABLE recurring_step DROP CONSTRAINT recurring_step_figure_check;

-- the currencies in which a partner has something of a figure
CREATE INDEX figure_sum_ever_idx ON figure_sum (partner_id, figure) WHERE period = '';

GRANT CREATE ON SCHEMA public TO backhaul_identity;

CREATE OR REPLACE FUNCTION figures_of_invoice(state text, document_date date, due_date date, void_on date, total bigint, due bigint)
RETURNS TABLE (figure text, day date, amount numeric, n int) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT f.figure, f.day, f.amount::numeric, f.n FROM (VALUES
    ('INVOICED', document_date, total, 1, state <> 'DRAFT'),
    ('INVOICED', greatest(void_on, document_date), -total, -1, void_on IS NOT NULL),
    ('ISSUED', document_date, total, 1, state = 'ISSUED'),
    ('VOIDED', void_on, total, 1, document_date < date_trunc('month', void_on::timestamp)),
    ('OPEN', due_date, due, 1, due > 0),
    ('DOCUMENTS', document_date, 0, 1, true)) f(figure, day, amount, n, holds)
  WHERE f.holds;
END;
CREATE OR REPLACE FUNCTION figures_of_payment(date date, reversed_on date, total bigint)
RETURNS TABLE (figure text, day date, amount numeric, n int) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT f.figure, f.day, f.amount::numeric, f.n FROM (VALUES
    ('PAID', date, total, 1, true),
    ('PAID', greatest(reversed_on, date), -total, -1, reversed_on IS NOT NULL),
    ('RECEIVED', date, total, 1, reversed_on IS NULL),
    ('REVERSED', reversed_on, total, 1, date < date_trunc('month', reversed_on::timestamp)),
    ('PAYMENTS', date, 0, 1, true)) f(figure, day, amount, n, holds)
  WHERE f.holds;
END;

-- a draft that is discarded takes its figures along
CREATE FUNCTION drafts_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT i.partner_id, max(i.partner_path), f.figure, i.currency, f.day, -sum(f.amount), -sum(f.n)
  FROM gone i CROSS JOIN LATERAL figures_of_invoice(i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor) f
  GROUP BY i.partner_id, f.figure, i.currency, f.day;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_gone AFTER DELETE ON invoice REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drafts_figured();

-- entries are only ever added
GRANT SELECT (partner_id, partner_path, date, currency) ON ledger_transaction TO backhaul_identity;
CREATE FUNCTION entries_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT t.partner_id, max(t.partner_path), 'ENTRIES', t.currency, t.date, 0, count(*)
  FROM added t
  GROUP BY t.partner_id, t.currency, t.date;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_added AFTER INSERT ON ledger_transaction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION entries_figured();

-- What the rows of one place of the tree give, apart from how it is kept: a new figure is a line here.
CREATE FUNCTION figures_at(place text)
RETURNS TABLE (figure text, currency text, day date, rate numeric, amount numeric, n bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT f.figure, i.currency, f.day, 0::numeric, sum(f.amount), sum(f.n)
  FROM invoice i CROSS JOIN LATERAL figures_of_invoice(i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor) f
  WHERE i.partner_path = place GROUP BY f.figure, i.currency, f.day
  UNION ALL
  SELECT f.figure, p.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM payment p CROSS JOIN LATERAL figures_of_payment(p.date, p.reversed_on, p.amount_minor) f
  WHERE p.partner_path = place GROUP BY f.figure, p.currency, f.day
  UNION ALL
  SELECT 'ENTRIES', t.currency, t.date, 0, 0, count(*)
  FROM ledger_transaction t
  WHERE t.partner_path = place GROUP BY t.currency, t.date
  UNION ALL
  SELECT f.figure, c.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM customer c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
  WHERE c.partner_path = place GROUP BY f.figure, c.currency, f.day
  UNION ALL
  SELECT s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
  FROM recurring_step s
  WHERE s.partner_path = place GROUP BY s.figure, s.currency, s.day, s.rate;
END;

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
    SELECT f.figure, f.currency, f.day, f.rate, f.amount, f.n FROM figures_at(place) f
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

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['drafts_figured()', 'entries_figured()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION figures_at(text) TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- ---- what is there already, those furthest down first
ALTER TABLE partner NO FORCE ROW LEVEL SECURITY;
DO $$ DECLARE p record; BEGIN
  FOR p IN SELECT id, path FROM partner ORDER BY path COLLATE "C" DESC LOOP
    PERFORM set_config('app.partner_path', p.path, true), set_config('app.partner_end', p.path || chr(1114111), true);
    PERFORM recount_figures(p.id);
  END LOOP;
  PERFORM set_config('app.partner_path', '', true), set_config('app.partner_end', '', true);
END $$;
ALTER TABLE partner FORCE ROW LEVEL SECURITY;
