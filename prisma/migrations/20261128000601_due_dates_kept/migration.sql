-- When a customer may be blocked follows from the due date that was printed, or given, when a charge was issued, whatever the
-- settings say later. A charge without an invoice keeps the one that its invoice would have had. "At once" (0 due days)
-- prints the document date as due, as one due day does, but does not give that day to pay: it is kept beside the date.
--
-- Existing rows: a charge takes its invoice's due date; one without an invoice the due days of the plan it was confirmed by,
-- else those in force now, which is what blocking went by until today. The same tells "at once" where both dates are one.

-- the owner is held by row level security like everybody; here it has to see every tenant's rows
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['charge', 'invoice', 'billing_run_entry', 'customer', 'partner', 'finance_setting'] LOOP EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t); END LOOP;
END $$;

ALTER TABLE invoice ADD COLUMN due_at_once boolean NOT NULL DEFAULT false;
ALTER TABLE charge ADD COLUMN due_date date, ADD COLUMN due_at_once boolean NOT NULL DEFAULT false;

CREATE TEMPORARY TABLE due_days ON COMMIT DROP AS
  SELECT c.id customer_id, coalesce((c.billing->>'paymentDueDays')::int, (
    SELECT (f.values->>'paymentDueDays')::int FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN finance_setting f ON f.partner_id = a.id
    WHERE p.id = c.partner_id AND f.values->>'paymentDueDays' IS NOT NULL ORDER BY length(a.path) DESC LIMIT 1), 15) days
  FROM customer c;
CREATE TEMPORARY TABLE planned_days ON COMMIT DROP AS
  SELECT h.id charge_id, h.invoice_id, (e.plan->>'paymentDueDays')::int days FROM charge h JOIN billing_run_entry e ON e.run_id = h.run_id AND e.customer_id = h.customer_id LEFT JOIN invoice i ON i.id = h.invoice_id
  WHERE e.charge_id = h.id AND e.plan->>'paymentDueDays' IS NOT NULL AND (i.id IS NULL OR i.due_date = i.document_date);

UPDATE invoice i SET due_at_once = true
  FROM (SELECT s.id, coalesce(p.days, d.days) days FROM invoice s JOIN due_days d ON d.customer_id = s.customer_id LEFT JOIN planned_days p ON p.invoice_id = s.id WHERE s.due_date = s.document_date) x WHERE x.id = i.id AND x.days = 0;
UPDATE charge h SET due_date = i.due_date, due_at_once = i.due_at_once FROM invoice i WHERE i.id = h.invoice_id;
UPDATE charge h SET due_date = h.document_date + greatest(x.days - 1, 0), due_at_once = x.days = 0
  FROM (SELECT b.id, coalesce(p.days, d.days) days FROM charge b JOIN due_days d ON d.customer_id = b.customer_id LEFT JOIN planned_days p ON p.charge_id = b.id WHERE b.due_date IS NULL) x WHERE x.id = h.id;
ALTER TABLE charge ALTER COLUMN due_date SET NOT NULL, ADD CHECK (due_date >= document_date), ADD CHECK (NOT due_at_once OR due_date = document_date);
ALTER TABLE invoice ADD CHECK (NOT due_at_once OR due_date = document_date);
CREATE TRIGGER invoice_due_frozen BEFORE UPDATE OF due_at_once ON invoice FOR EACH ROW WHEN (OLD.state <> 'DRAFT' AND OLD.due_at_once <> NEW.due_at_once) EXECUTE FUNCTION invoice_is_frozen();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['charge', 'invoice', 'billing_run_entry', 'customer', 'partner', 'finance_setting'] LOOP EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t); END LOOP;
END $$;

-- charges that stand and have no invoice, newest first: of what is owed beside the open invoices, these are unpaid first
CREATE INDEX charge_bare_idx ON charge (customer_id, document_date, created_at, id) INCLUDE (total_minor, due_date, due_at_once) WHERE invoice_id IS NULL AND undone_at IS NULL AND total_minor > 0;
