-- A message may be about a credit note, as about an invoice or a payment.
ALTER TABLE message ADD COLUMN credit_note_id uuid,
  ADD CONSTRAINT message_credit_note_id_fkey FOREIGN KEY (partner_id, credit_note_id) REFERENCES credit_note (partner_id, id);
CREATE INDEX message_credit_note_id_idx ON message (credit_note_id) WHERE credit_note_id IS NOT NULL;
