-- Lists can be narrowed to one currency, as the figures are that link to them. The currency and the order of the list come
-- first, and the partner's path, which row level security compares, stands in the index too: a page is read in its order and
-- a count never looks at the rows themselves, however rare the currency is.
CREATE INDEX customer_currency_number_partner_path_idx ON customer (currency, number, partner_path);
CREATE INDEX invoice_currency_document_date_partner_path_idx ON invoice (currency, document_date, partner_path);
CREATE INDEX payment_currency_date_partner_path_idx ON payment (currency, date, partner_path);
CREATE INDEX ledger_transaction_currency_date_partner_path_idx ON ledger_transaction (currency, date, partner_path);

-- Whether a customer itself is billed, out of its settings: recurring revenue leaves out those who are not, in the figure and in
-- the list behind it. null inherits.
ALTER TABLE customer ADD COLUMN billed_by_itself boolean GENERATED ALWAYS AS ((billing ->> 'billingEnabled')::boolean) STORED;
