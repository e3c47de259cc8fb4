-- What lists are narrowed by is answered by an index, a page of it and how many there are: each holds what the policies
-- look at, so that what is only counted is not looked up.

-- drafts are few, whatever was ever issued
CREATE INDEX invoice_draft_idx ON invoice (partner_path, document_date, id) INCLUDE (customer_id, due_minor, currency) WHERE state = 'DRAFT';
CREATE INDEX invoice_total_idx ON invoice (total_minor, partner_path, customer_id, due_minor, currency);
CREATE INDEX invoice_due_date_idx ON invoice (due_date, id, partner_path, customer_id, due_minor);
CREATE INDEX payment_method_idx ON payment (method, date, id, partner_path, customer_id, recorded_by_id);
CREATE INDEX ledger_transaction_category_idx ON ledger_transaction (category, date, seq, partner_path, customer_id);
CREATE INDEX ledger_transaction_service_idx ON ledger_transaction (service_id, date, seq, partner_path, customer_id)
  WHERE service_id IS NOT NULL;
