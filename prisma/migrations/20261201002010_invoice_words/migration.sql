-- What an invoice says beside its lines, where it does not say what its partner's invoices say: a note to the customer, and
-- the terms. Empty: nothing.
ALTER TABLE invoice ADD COLUMN note text, ADD COLUMN terms text,
  ADD CONSTRAINT invoice_note_check CHECK (length(note) <= 2000),
  ADD CONSTRAINT invoice_terms_check CHECK (length(terms) <= 4000);
