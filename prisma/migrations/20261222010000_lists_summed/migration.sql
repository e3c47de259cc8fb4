-- What the records of a list come to is kept beside how many there are, so that the foot of a list of a million is a few rows.
--
--   DOCUMENTS    its amount is their total now
--   DOCUMENTS_NET ISSUED_NET OPEN_NET OPEN_TOTAL   net and total of the figures of those names
--   ISSUED_PAID  what is paid of documents that stand, by their date
--   VOID_PAID    what is called paid of those that do not: the tax document of a payment that was taken back
--   PAYMENTS     its amount is their sum now
--   ENTRIES      its amount is what they moved balances by: credits less debits
--   DEBITS       debits by their date; ENTRY_TAX the tax of debits less that of credits
--
-- Only those that were there before count anything: the others have an amount and no number.

GRANT SELECT (net_minor, paid_minor) ON invoice TO backhaul_identity;
GRANT SELECT (type, amount_minor, tax_minor) ON ledger_transaction TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

CREATE FUNCTION figures_of_invoice(state text, document_date date, due_date date, void_on date, total bigint, due bigint, net bigint, paid bigint)
RETURNS TABLE (figure text, day date, amount numeric, n int) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT f.figure, f.day, f.amount::numeric, f.n FROM (VALUES
    ('INVOICED', document_date, total, 1, state <> 'DRAFT'),
    ('INVOICED', greatest(void_on, document_date), -total, -1, void_on IS NOT NULL),
    ('ISSUED', document_date, total, 1, state = 'ISSUED'),
    ('ISSUED_NET', document_date, net, 0, state = 'ISSUED'),
    ('ISSUED_PAID', document_date, paid, 0, state = 'ISSUED' AND paid <> 0),
    ('VOID_PAID', document_date, paid, 0, state <> 'ISSUED' AND paid <> 0),
    ('VOIDED', void_on, total, 1, document_date < date_trunc('month', void_on::timestamp)),
    ('OPEN', due_date, due, 1, due > 0),
    ('OPEN_NET', due_date, net, 0, due > 0),
    ('OPEN_TOTAL', due_date, total, 0, due > 0),
    ('DOCUMENTS', document_date, total, 1, true),
    ('DOCUMENTS_NET', document_date, net, 0, true)) f(figure, day, amount, n, holds)
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
    ('PAYMENTS', date, total, 1, true)) f(figure, day, amount, n, holds)
  WHERE f.holds;
END;
GRANT EXECUTE ON FUNCTION figures_of_invoice(text, date, date, date, bigint, bigint, bigint, bigint) TO backhaul_identity;

CREATE OR REPLACE FUNCTION invoices_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT i.partner_id, max(i.partner_path), f.figure, i.currency, f.day, sum(f.amount), sum(f.n)
    FROM added i
    CROSS JOIN LATERAL figures_of_invoice(
      i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor, i.net_minor, i.paid_minor) f
    GROUP BY i.partner_id, f.figure, i.currency, f.day HAVING sum(f.amount) <> 0 OR sum(f.n) <> 0;
  ELSE
    -- a partner that moves changes the path alone, which the sums follow by themselves
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT i.partner_id, max(i.partner_path), f.figure, i.currency, f.day, sum(i.sign * f.amount), sum(i.sign * f.n)
    FROM (SELECT 1 sign, * FROM added UNION ALL SELECT -1, * FROM gone) i
    CROSS JOIN LATERAL figures_of_invoice(
      i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor, i.net_minor, i.paid_minor) f
    GROUP BY i.partner_id, f.figure, i.currency, f.day HAVING sum(i.sign * f.amount) <> 0 OR sum(i.sign * f.n) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION drafts_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT i.partner_id, max(i.partner_path), f.figure, i.currency, f.day, -sum(f.amount), -sum(f.n)
  FROM gone i
  CROSS JOIN LATERAL figures_of_invoice(
    i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor, i.net_minor, i.paid_minor) f
  GROUP BY i.partner_id, f.figure, i.currency, f.day HAVING sum(f.amount) <> 0 OR sum(f.n) <> 0;
  RETURN NULL;
END $$;
CREATE FUNCTION figures_of_entries(moved bigint, debits bigint, tax bigint, n bigint)
RETURNS TABLE (figure text, amount numeric, n bigint) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT f.figure, f.amount::numeric, f.n
  FROM (VALUES ('ENTRIES', moved, n), ('DEBITS', debits, 0), ('ENTRY_TAX', tax, 0)) f(figure, amount, n)
  WHERE f.amount <> 0 OR f.n <> 0;
END;
GRANT EXECUTE ON FUNCTION figures_of_entries(bigint, bigint, bigint, bigint) TO backhaul_identity;
CREATE OR REPLACE FUNCTION entries_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT t.partner_id, t.path, f.figure, t.currency, t.date, f.amount, f.n
  FROM (
    SELECT partner_id, max(partner_path) path, currency, date,
      sum(CASE type WHEN 'CREDIT' THEN amount_minor ELSE -amount_minor END)::bigint moved,
      sum(CASE type WHEN 'DEBIT' THEN amount_minor ELSE 0 END)::bigint debits,
      sum(CASE type WHEN 'DEBIT' THEN tax_minor ELSE -tax_minor END)::bigint tax,
      count(*) n
    FROM added
    GROUP BY partner_id, currency, date) t
  CROSS JOIN LATERAL figures_of_entries(t.moved, t.debits, t.tax, t.n) f;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION figures_at(place text)
RETURNS TABLE (figure text, currency text, day date, rate numeric, amount numeric, n bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT f.figure, i.currency, f.day, 0::numeric, sum(f.amount), sum(f.n)
  FROM invoice i
  CROSS JOIN LATERAL figures_of_invoice(
    i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor, i.net_minor, i.paid_minor) f
  WHERE i.partner_path = place GROUP BY f.figure, i.currency, f.day
  UNION ALL
  SELECT f.figure, p.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM payment p CROSS JOIN LATERAL figures_of_payment(p.date, p.reversed_on, p.amount_minor) f
  WHERE p.partner_path = place GROUP BY f.figure, p.currency, f.day
  UNION ALL
  SELECT f.figure, t.currency, t.date, 0, f.amount, f.n
  FROM (
    SELECT currency, date,
      sum(CASE type WHEN 'CREDIT' THEN amount_minor ELSE -amount_minor END)::bigint moved,
      sum(CASE type WHEN 'DEBIT' THEN amount_minor ELSE 0 END)::bigint debits,
      sum(CASE type WHEN 'DEBIT' THEN tax_minor ELSE -tax_minor END)::bigint tax,
      count(*) n
    FROM ledger_transaction
    WHERE partner_path = place GROUP BY currency, date) t
  CROSS JOIN LATERAL figures_of_entries(t.moved, t.debits, t.tax, t.n) f
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
DROP FUNCTION figures_of_invoice(text, date, date, date, bigint, bigint);

-- ---- what is there already, those furthest down first
CREATE FUNCTION recount_all_figures() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE p record; BEGIN
  FOR p IN SELECT id, path FROM partner ORDER BY path COLLATE "C" DESC LOOP
    PERFORM set_config('app.partner_path', p.path, true), set_config('app.partner_end', p.path || chr(1114111), true);
    PERFORM recount_figures(p.id);
  END LOOP;
  PERFORM set_config('app.partner_path', '', true), set_config('app.partner_end', '', true);
END $$;
ALTER FUNCTION recount_all_figures() OWNER TO backhaul_identity;
SELECT recount_all_figures();
DROP FUNCTION recount_all_figures();
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
