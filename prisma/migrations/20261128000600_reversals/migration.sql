-- What is taken back counts on the day on which it is taken back: an invoice that was made void, and a payment that was
-- reversed, keep that day, so that figures of earlier months never move. And each allocation says what made it: its payment
-- when it came in, or later the balance by itself, which takes it back when the invoice goes.
--
-- Existing rows: what a payment settled in the transaction that recorded it is its own, everything else the balance's. The
-- day of an old reversal is that of its entries in the ledger, where the statements show it.

-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE allocation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger_transaction NO FORCE ROW LEVEL SECURITY;

ALTER TABLE allocation ADD COLUMN made_by text;
UPDATE allocation a SET made_by = CASE WHEN EXISTS (SELECT 1 FROM payment p WHERE p.id = a.payment_id AND p.recorded_at = a.created_at) THEN 'PAYMENT' ELSE 'BALANCE' END WHERE a.amount_minor > 0;
-- what was taken back is taken off where it was added
UPDATE allocation a SET made_by = CASE WHEN EXISTS (SELECT 1 FROM allocation b WHERE b.transaction_id = a.transaction_id AND b.invoice_id = a.invoice_id AND b.made_by = 'PAYMENT') THEN 'PAYMENT' ELSE 'BALANCE' END WHERE a.amount_minor < 0;
ALTER TABLE allocation ALTER COLUMN made_by SET NOT NULL, ADD CHECK (made_by IN ('PAYMENT', 'BALANCE'));

ALTER TABLE invoice ADD COLUMN void_on date;
UPDATE invoice i SET void_on = coalesce((SELECT max(t.date) FROM ledger_transaction t WHERE t.invoice_id = i.id AND t.reverses_id IS NOT NULL), i.document_date) WHERE i.state = 'VOID';
ALTER TABLE invoice ADD CHECK ((state = 'VOID') = (void_on IS NOT NULL));

ALTER TABLE payment ADD COLUMN reversed_on date;
UPDATE payment p SET reversed_on = coalesce((SELECT max(t.date) FROM ledger_transaction t WHERE t.customer_id = p.customer_id AND t.payment_id = p.id AND t.reverses_id IS NOT NULL), p.reversed_at::date) WHERE p.reversed_at IS NOT NULL;
GRANT UPDATE (reversed_on) ON payment TO backhaul_app;
ALTER TABLE payment ADD CHECK ((reversed_at IS NULL) = (reversed_on IS NULL));

ALTER TABLE allocation FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger_transaction FORCE ROW LEVEL SECURITY;

-- what was taken back is little beside all that was ever invoiced and paid
CREATE INDEX invoice_void_idx ON invoice (partner_path, void_on) INCLUDE (total_minor, currency) WHERE void_on IS NOT NULL;
CREATE INDEX payment_reversed_idx ON payment (partner_path, reversed_on) INCLUDE (amount_minor, currency) WHERE reversed_on IS NOT NULL;
-- whether somebody undid a customer's charge a moment ago
CREATE INDEX charge_undone_idx ON charge (customer_id, undone_at) WHERE undone_at IS NOT NULL;
