-- How many entries of a bank there are, of a status, and that wait, is kept with them by booking date, as for other lists: a
-- list of a million is counted by a few rows.
--
--   BANK_ENTRIES   all of them
--   BANK_WAITING   those that somebody has to do something about
--   BANK_POSTED, BANK_IGNORED and so on, by their status
CREATE FUNCTION figures_of_bank_entry(status text) RETURNS TABLE (figure text) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT 'BANK_ENTRIES'
  UNION ALL SELECT 'BANK_' || status
  UNION ALL SELECT 'BANK_WAITING' WHERE status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS');
END;
GRANT EXECUTE ON FUNCTION figures_of_bank_entry(text) TO backhaul_identity;
GRANT SELECT (partner_id, partner_path, currency, booking_date, status) ON bank_transaction TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION bank_entries_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT t.partner_id, max(t.partner_path), f.figure, t.currency, t.booking_date, 0, count(*)
    FROM added t CROSS JOIN LATERAL figures_of_bank_entry(t.status) f
    GROUP BY t.partner_id, f.figure, t.currency, t.booking_date;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT t.partner_id, max(t.partner_path), f.figure, t.currency, t.booking_date, 0, -count(*)
    FROM gone t CROSS JOIN LATERAL figures_of_bank_entry(t.status) f
    GROUP BY t.partner_id, f.figure, t.currency, t.booking_date;
  ELSE
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT t.partner_id, max(t.partner_path), f.figure, t.currency, t.booking_date, 0, sum(t.sign)
    FROM (
      SELECT 1 sign, partner_id, partner_path, currency, booking_date, status FROM added
      UNION ALL
      SELECT -1, partner_id, partner_path, currency, booking_date, status FROM gone) t
    CROSS JOIN LATERAL figures_of_bank_entry(t.status) f
    GROUP BY t.partner_id, f.figure, t.currency, t.booking_date HAVING sum(t.sign) <> 0;
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION bank_entries_figured() OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION bank_entries_figured() FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
CREATE TRIGGER figured_added AFTER INSERT ON bank_transaction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION bank_entries_figured();
CREATE TRIGGER figured_changed AFTER UPDATE ON bank_transaction REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION bank_entries_figured();
CREATE TRIGGER figured_gone AFTER DELETE ON bank_transaction REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION bank_entries_figured();

-- what the rows of one place give, as before, and entries of a bank
CREATE OR REPLACE FUNCTION figures_at(place text)
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
  SELECT 'CREDITED', k.currency, k.document_date, 0, sum(k.total_minor), count(*)
  FROM credit_note k
  WHERE k.partner_path = place GROUP BY k.currency, k.document_date
  UNION ALL
  SELECT 'REFUNDED', k.currency, k.date, 0, sum(k.amount_minor), count(*)
  FROM refund k
  WHERE k.partner_path = place GROUP BY k.currency, k.date
  UNION ALL
  SELECT 'REFUNDED', k.currency, k.failed_on, 0, -sum(k.amount_minor), -count(*)
  FROM refund k
  WHERE k.partner_path = place AND k.failed_on IS NOT NULL GROUP BY k.currency, k.failed_on
  UNION ALL
  SELECT 'WRITTEN_OFF', k.currency, k.date, 0, sum(k.amount_minor), sum(sign(k.amount_minor)::int)
  FROM write_off k
  WHERE k.partner_path = place GROUP BY k.currency, k.date
  UNION ALL
  SELECT f.figure, t.currency, t.booking_date, 0, 0, count(*)
  FROM bank_transaction t CROSS JOIN LATERAL figures_of_bank_entry(t.status) f
  WHERE t.partner_path = place GROUP BY f.figure, t.currency, t.booking_date
  UNION ALL
  SELECT f.figure, c.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM customer c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
  WHERE c.partner_path = place GROUP BY f.figure, c.currency, f.day
  UNION ALL
  SELECT s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
  FROM recurring_step s
  WHERE s.partner_path = place GROUP BY s.figure, s.currency, s.day, s.rate;
END;

-- What is there already, as changes that are folded in by themselves; by the role that reads every tenant's rows.
SET LOCAL ROLE backhaul_identity;
INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
SELECT t.partner_id, t.partner_path, f.figure, t.currency, t.booking_date, 0, count(*)
FROM bank_transaction t CROSS JOIN LATERAL figures_of_bank_entry(t.status) f
GROUP BY t.partner_id, t.partner_path, f.figure, t.currency, t.booking_date;
RESET ROLE;
