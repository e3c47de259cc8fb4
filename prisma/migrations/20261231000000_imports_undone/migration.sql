-- An import on screen can be taken back: what it made goes, and what it changed returns to what it was.
--
-- undoing: what it did is being taken back, which is worked on like the import itself.
ALTER TABLE import_job ADD COLUMN undoing boolean NOT NULL DEFAULT false;
CREATE INDEX import_job_ended_at_idx ON import_job (ended_at);

-- A customer of whom nothing is written down can go. Its history of statuses goes with it; everything else that points to a
-- customer still holds it back.
GRANT DELETE ON customer TO backhaul_app;
ALTER TABLE status_change
  DROP CONSTRAINT status_change_customer_id_fkey,
  ADD CONSTRAINT status_change_customer_id_fkey FOREIGN KEY (partner_id, customer_id)
    REFERENCES customer (partner_id, id) ON DELETE CASCADE;

-- Who is gone counts no more. What it brought a month went with its services.
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
  IF TG_OP = 'DELETE' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT c.partner_id, max(c.partner_path), f.figure, c.currency, f.day, -sum(f.amount), -sum(f.n)
    FROM gone c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
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
CREATE TRIGGER figured_gone AFTER DELETE ON customer REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION customers_figured();
