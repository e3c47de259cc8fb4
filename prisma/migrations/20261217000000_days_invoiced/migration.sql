-- Which invoice of a month shows what a charge took of the balance, of those who pay by days: each charge stands on one,
-- however late it was made, and what none shows yet is found by an index of its own.
ALTER TABLE charge ADD COLUMN month_invoice_id uuid CHECK (month_invoice_id IS NULL OR (invoice_id IS NULL AND due_at_once));
GRANT UPDATE (month_invoice_id) ON charge TO backhaul_app;

-- With what tax an entry without an invoice was charged: the invoice of its month says it, whatever the rate became.
ALTER TABLE ledger_transaction ADD COLUMN tax_percent numeric(32,28), ADD COLUMN tax_terms jsonb;

ALTER TABLE charge NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
UPDATE charge x SET month_invoice_id = i.id
FROM invoice i
WHERE i.customer_id = x.customer_id AND i.of_month = date_trunc('month', x.billing_date)::date
  AND x.due_at_once AND x.invoice_id IS NULL AND x.undone_at IS NULL AND x.created_at <= i.created_at;
ALTER TABLE charge FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;

CREATE INDEX charge_open_days_idx ON charge (customer_id, billing_date)
  WHERE due_at_once AND invoice_id IS NULL AND month_invoice_id IS NULL AND undone_at IS NULL;
CREATE INDEX charge_month_invoice_idx ON charge (month_invoice_id) WHERE month_invoice_id IS NOT NULL;

CREATE TRIGGER charge_shown_stays BEFORE UPDATE OF month_invoice_id ON charge FOR EACH ROW
  WHEN ((OLD.month_invoice_id IS NOT NULL OR OLD.undone_at IS NOT NULL)
    AND OLD.month_invoice_id IS DISTINCT FROM NEW.month_invoice_id)
  EXECUTE FUNCTION stays_as_it_is('charge', 'undone or on an invoice');

-- what was charged before of usage by days: the next day's is rounded on the running total of the month
CREATE INDEX usage_sum_days_idx ON usage_sum (customer_id, service_id, kind, unit_price, period_from)
  WHERE charge_id IS NOT NULL AND first_day = last_day AND first_day = period_from;
