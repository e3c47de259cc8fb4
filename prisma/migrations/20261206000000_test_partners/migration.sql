-- Test partners: one has a clock of its own, which its administrators move forward, and so do all below it. Its place in
-- the tree says so by a sign before its number ('1.4.+9.'), so that whoever adds up, lists or bills what is real leaves
-- it out by the path that each row carries, without asking what kind of partner that is; '+9' is still the number 9.
--
-- test_day: the day that it is there; test_through: the day through which all was done that time brings.
ALTER TABLE partner
  ADD COLUMN test_day date,
  ADD COLUMN test_through date,
  DROP CONSTRAINT partner_path_check,
  ADD CONSTRAINT partner_path_check CHECK (path ~ '^([0-9]+\.)+(\+[0-9]+\.([0-9]+\.)*)?$'),
  ADD CONSTRAINT partner_test_day_check CHECK ((test_day IS NULL) = (strpos(path, '+') = 0)),
  ADD CONSTRAINT partner_test_through_check CHECK ((test_through IS NULL) = (test_day IS NULL) AND test_through <= test_day),
  -- what tells its days, as server/domain/time/partnerClock.ts reads it
  ADD COLUMN clock text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
    time_zone || coalesce('@' || lpad(extract(year from test_day)::int::text, 4, '0')
      || '-' || lpad(extract(month from test_day)::int::text, 2, '0')
      || '-' || lpad(extract(day from test_day)::int::text, 2, '0'), '')) STORED;

-- there are few
CREATE INDEX partner_test_day_idx ON partner (path) WHERE test_day IS NOT NULL;

CREATE FUNCTION is_test(place text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN strpos(place, '+') > 0;
GRANT EXECUTE ON FUNCTION is_test(text) TO backhaul_app, backhaul_identity;

-- A partner is a test partner from the beginning and for ever, and its clock never goes back.
CREATE FUNCTION test_partner_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF substring(OLD.path from '\+.*') IS DISTINCT FROM substring(NEW.path from '\+.*') THEN
    RAISE EXCEPTION 'a partner is a test partner from the beginning and for ever';
  END IF;
  IF NEW.test_day < OLD.test_day OR NEW.test_through < OLD.test_through THEN
    RAISE EXCEPTION 'the clock of a test partner goes forward only';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER test_partner_stays AFTER UPDATE OF path, test_day, test_through ON partner FOR EACH ROW EXECUTE FUNCTION test_partner_stays();

-- How far somebody wants a test partner's clock to go. began_at: when the day that it is there began to be done.
CREATE TABLE test_clock (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  until date NOT NULL,
  moved_by text NOT NULL,
  began_at timestamptz(6),
  -- why it stopped, where it cannot go on
  problem text,
  CONSTRAINT test_clock_pkey PRIMARY KEY (partner_id)
);
-- What each of its days brought.
CREATE TABLE test_clock_day (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  date date NOT NULL,
  moved_by text NOT NULL,
  brought jsonb NOT NULL,
  CONSTRAINT test_clock_day_pkey PRIMARY KEY (partner_id, date)
);
CREATE INDEX test_clock_partner_path_idx ON test_clock (partner_path);
CREATE INDEX test_clock_day_partner_path_idx ON test_clock_day (partner_path);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['test_clock', 'test_clock_day'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON test_clock TO backhaul_app;
GRANT SELECT, INSERT ON test_clock_day TO backhaul_app;

-- ---- messages are caught: whatever queues one, it goes nowhere. What protects the account of a user still goes.
ALTER TABLE message DROP CONSTRAINT message_status_check,
  ADD CONSTRAINT message_status_check CHECK (status IN ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'CANCELLED', 'HELD', 'CAUGHT'));
CREATE FUNCTION catch_test_message() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.status := 'CAUGHT';
  NEW.error := 'Caught, not sent: messages of a test partner go to nobody.';
  RETURN NEW;
END $$;
CREATE TRIGGER caught BEFORE INSERT OR UPDATE OF status ON message FOR EACH ROW
  WHEN (strpos(NEW.partner_path, '+') > 0 AND NEW.status IN ('QUEUED', 'HELD', 'SENDING') AND (NEW.customer_id IS NOT NULL OR NEW.priority > 0))
  EXECUTE FUNCTION catch_test_message();

-- ---- sums of a real partner leave out the test partners below it; a test partner has sums of its own
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE OR REPLACE FUNCTION fold_figures(most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE folded int;
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared(4117) OR NOT pg_try_advisory_xact_lock(4119) THEN RETURN 0; END IF;
  WITH
  taken AS (DELETE FROM figure_change WHERE id IN (SELECT id FROM figure_change ORDER BY id LIMIT most) RETURNING *),
  merged AS (
    SELECT t.partner_path, t.figure, t.currency, t.day, t.rate, sum(t.amount) amount, sum(t.n) n
    FROM taken t GROUP BY t.partner_path, t.figure, t.currency, t.day, t.rate),
  put AS (
    INSERT INTO figure_sum AS s (partner_id, partner_path, figure, currency, period, rate, amount, n)
    SELECT a.id, a.path, m.figure, m.currency, p.period, m.rate, sum(m.amount), sum(m.n)
    FROM merged m CROSS JOIN LATERAL places_above(m.partner_path) x(place) JOIN partner a ON a.path = x.place
    CROSS JOIN LATERAL periods_of(m.day) p(period)
    WHERE is_test(a.path) = is_test(m.partner_path)
    GROUP BY a.id, a.path, m.figure, m.currency, p.period, m.rate
    ON CONFLICT (partner_id, figure, currency, period, rate) DO UPDATE SET amount = s.amount + excluded.amount, n = s.n + excluded.n)
  SELECT count(*) INTO folded FROM taken;
  DELETE FROM figure_sum WHERE amount = 0 AND n = 0;
  RETURN folded;
END $$;
CREATE OR REPLACE FUNCTION recount_figures(partner uuid)
RETURNS TABLE (figure text, currency text, period text, rate numeric, kept numeric, kept_n bigint, counted numeric, counted_n bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      FROM partner c JOIN figure_sum s ON s.partner_id = c.id WHERE c.parent_id = recount_figures.partner AND is_test(c.path) = is_test(place)) f
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
CREATE OR REPLACE FUNCTION figures_amiss(first text, last text)
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
    FROM place a JOIN partner b ON b.parent_id = a.id AND is_test(b.path) = is_test(a.path) JOIN figure_sum s ON s.partner_id = b.id
    UNION ALL
    SELECT a.id, c.figure, c.currency, p.period, c.rate, c.amount, c.n, 0, 0
    FROM place a JOIN figure_change c ON c.partner_id = a.id CROSS JOIN LATERAL periods_of(c.day) p(period))
  SELECT id, figure, currency, period, sum(kept), sum(kept_n)::bigint, sum(counted), sum(counted_n)::bigint
  FROM each GROUP BY id, figure, currency, period, rate
  HAVING sum(kept) <> sum(counted) OR sum(kept_n) <> sum(counted_n)
$$;

-- Whoever takes a name of its own keeps closed what was closed at the place above.
CREATE OR REPLACE FUNCTION named_keeps_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE above text := regexp_replace(NEW.partner_path, '[+]?[0-9]+\.$', '');
BEGIN
  IF above <> '' THEN PERFORM keep_closed(NEW.partner_id, above, NEW.partner_path); END IF;
  RETURN NULL;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
