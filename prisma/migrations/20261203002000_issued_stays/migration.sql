-- What was issued, taken back or undone stays so, whoever asks by whatever SQL: what no right of a column says is said here.

-- beside what invoice_frozen keeps: what it says in words, whose it is and how it came about; why and when it became void
CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.state <> 'DRAFT' AND (
    ROW(OLD.id, OLD.partner_id, OLD.run_id, OLD.of_payment, OLD.of_month, OLD.note, OLD.terms, OLD.draft_lines, OLD.recorded_by, OLD.created_at)
      IS DISTINCT FROM ROW(NEW.id, NEW.partner_id, NEW.run_id, NEW.of_payment, NEW.of_month, NEW.note, NEW.terms, NEW.draft_lines, NEW.recorded_by, NEW.created_at)
    OR ((OLD.state = 'VOID' OR NEW.state <> 'VOID')
      AND ROW(OLD.void_on, OLD.void_reason) IS DISTINCT FROM ROW(NEW.void_on, NEW.void_reason))))
  EXECUTE FUNCTION invoice_is_frozen();

CREATE FUNCTION stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a % that is % stays so', TG_ARGV[0], TG_ARGV[1] USING ERRCODE = 'BH001'; END $$;
CREATE TRIGGER payment_stays BEFORE UPDATE OF reversed_at, reversed_on, reversal_reason ON payment FOR EACH ROW
  WHEN (OLD.reversed_at IS NOT NULL
    AND ROW(OLD.reversed_at, OLD.reversed_on, OLD.reversal_reason) IS DISTINCT FROM ROW(NEW.reversed_at, NEW.reversed_on, NEW.reversal_reason))
  EXECUTE FUNCTION stays_as_it_is('payment', 'taken back');
CREATE TRIGGER charge_stays BEFORE UPDATE OF undone_at, undone_by ON charge FOR EACH ROW
  WHEN (OLD.undone_at IS NOT NULL AND ROW(OLD.undone_at, OLD.undone_by) IS DISTINCT FROM ROW(NEW.undone_at, NEW.undone_by))
  EXECUTE FUNCTION stays_as_it_is('charge', 'undone');
CREATE TRIGGER proforma_stays BEFORE UPDATE OF status, invoice_id, void_reason, void_on ON proforma FOR EACH ROW
  WHEN (OLD.status <> 'UNPAID'
    AND ROW(OLD.status, OLD.invoice_id, OLD.void_reason, OLD.void_on) IS DISTINCT FROM ROW(NEW.status, NEW.invoice_id, NEW.void_reason, NEW.void_on))
  EXECUTE FUNCTION stays_as_it_is('proforma', 'paid or void');
