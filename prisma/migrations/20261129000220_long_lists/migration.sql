-- Lists are long: a page is read in its order, and a count never looks at the rows themselves, whoever asks. So the indexes
-- that give an order hold the partner's path, and those that counts go through hold all that the policies compare.
DROP INDEX invoice_document_date_idx, invoice_partner_path_document_date_idx;
CREATE INDEX invoice_document_date_id_partner_path_idx ON invoice (document_date, id, partner_path);
CREATE INDEX invoice_counted_idx ON invoice (partner_path, document_date, customer_id, due_minor, state);
DROP INDEX invoice_open_idx;
CREATE INDEX invoice_open_idx ON invoice (partner_path, due_date) INCLUDE (due_minor, currency, customer_id, paid_minor) WHERE due_minor > 0;

DROP INDEX ledger_transaction_date_idx, ledger_transaction_partner_path_date_idx;
CREATE INDEX ledger_transaction_date_seq_partner_path_idx ON ledger_transaction (date, seq, partner_path);
CREATE INDEX ledger_transaction_counted_idx ON ledger_transaction (partner_path, date, customer_id);

DROP INDEX payment_date_idx, payment_partner_path_date_idx;
CREATE INDEX payment_date_id_partner_path_idx ON payment (date, id, partner_path);
CREATE INDEX payment_counted_idx ON payment (partner_path, date, customer_id, recorded_by_id);

-- The ends of a customer's range without COALESCE: beside a restrictive policy PostgreSQL looks whether a condition could leak
-- what it compares before it lets an index answer it, and takes that expression for one that could. The condition was then
-- worked out anew for each row, which cost more than all the rest of a count.
CREATE OR REPLACE FUNCTION scope_first_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN nullif(current_setting('app.customer_id', true), '') IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE current_setting('app.customer_id', true) END::uuid;
CREATE OR REPLACE FUNCTION scope_last_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN nullif(current_setting('app.customer_id', true), '') IS NULL THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff' ELSE current_setting('app.customer_id', true) END::uuid;
