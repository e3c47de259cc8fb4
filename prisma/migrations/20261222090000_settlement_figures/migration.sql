-- How the documents of a month are settled, kept with them by their date: a month's are a few rows, whatever became of them.
--
--   SETTLED PARTLY_SETTLED UNSETTLED     invoices that stand and are paid wholly, in part, or not at all; amount: their total
--   PROFORMA_PAID PROFORMA_UNPAID ...    proformas by their status; amount: their total
GRANT SELECT (partner_id, partner_path, status, document_date, currency, total_minor) ON proforma TO backhaul_identity;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_policies WHERE tablename = 'proforma' AND 'backhaul_identity' = ANY (roles)) THEN
    CREATE POLICY identity ON proforma FOR SELECT TO backhaul_identity USING (true);
  END IF;
END $$;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

CREATE OR REPLACE FUNCTION figures_of_invoice(state text, document_date date, due_date date, void_on date, total bigint, due bigint, net bigint, paid bigint)
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
    ('DOCUMENTS_NET', document_date, net, 0, true),
    ('SETTLED', document_date, total, 1, state = 'ISSUED' AND due = 0),
    ('PARTLY_SETTLED', document_date, total, 1, due > 0 AND paid > 0),
    ('UNSETTLED', document_date, total, 1, due > 0 AND paid = 0)) f(figure, day, amount, n, holds)
  WHERE f.holds;
END;

CREATE FUNCTION proformas_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT a.partner_id, max(a.partner_path), 'PROFORMA_' || a.status, a.currency, a.document_date, sum(a.total_minor), count(*)
    FROM added a GROUP BY a.partner_id, a.status, a.currency, a.document_date;
  ELSE
    INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
    SELECT a.partner_id, max(a.partner_path), 'PROFORMA_' || a.status, a.currency, a.document_date, sum(a.sign * a.total_minor), sum(a.sign)
    FROM (
      SELECT 1 sign, partner_id, partner_path, status, currency, document_date, total_minor FROM added
      UNION ALL
      SELECT -1, partner_id, partner_path, status, currency, document_date, total_minor FROM gone) a
    GROUP BY a.partner_id, a.status, a.currency, a.document_date HAVING sum(a.sign * a.total_minor) <> 0 OR sum(a.sign) <> 0;
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION proformas_figured() OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION proformas_figured() FROM PUBLIC;
CREATE TRIGGER figured_added AFTER INSERT ON proforma REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION proformas_figured();
CREATE TRIGGER figured_changed AFTER UPDATE ON proforma REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION proformas_figured();

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
  SELECT 'PROFORMA_' || k.status, k.currency, k.document_date, 0, sum(k.total_minor), count(*)
  FROM proforma k
  WHERE k.partner_path = place GROUP BY k.status, k.currency, k.document_date
  UNION ALL
  SELECT f.figure, c.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM customer c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
  WHERE c.partner_path = place GROUP BY f.figure, c.currency, f.day
  UNION ALL
  SELECT s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
  FROM recurring_step s
  WHERE s.partner_path = place GROUP BY s.figure, s.currency, s.day, s.rate;
END;

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
