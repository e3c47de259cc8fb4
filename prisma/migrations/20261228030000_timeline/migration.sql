-- What happened to a customer is read newest first from each table that knows of it.
CREATE INDEX invoice_timeline_idx ON invoice (customer_id, created_at, id);
CREATE INDEX credit_note_timeline_idx ON credit_note (customer_id, created_at, id);
CREATE INDEX proforma_timeline_idx ON proforma (customer_id, created_at, id);
CREATE INDEX payment_timeline_idx ON payment (customer_id, recorded_at, id);
CREATE INDEX note_timeline_idx ON note (customer_id, created_at, id);
