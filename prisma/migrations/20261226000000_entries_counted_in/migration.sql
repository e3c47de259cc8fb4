-- What an entry that takes another one back counts in: the category of that one. An invoice made void takes its services
-- and discounts back as what they were, and a payment that was reversed is money that did not come.
ALTER TABLE ledger_transaction ADD COLUMN reversed_category text;

CREATE FUNCTION entry_counts_in() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  SELECT coalesce(t.reversed_category, t.category), coalesce(NEW.tax_percent, t.tax_percent), coalesce(NEW.tax_terms, t.tax_terms)
  INTO NEW.reversed_category, NEW.tax_percent, NEW.tax_terms
  FROM ledger_transaction t WHERE t.id = NEW.reverses_id;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_counted_in BEFORE INSERT ON ledger_transaction FOR EACH ROW
  WHEN (NEW.category = 'Correction' AND NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION entry_counts_in();

-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE ledger_transaction NO FORCE ROW LEVEL SECURITY;
UPDATE ledger_transaction b SET reversed_category = t.category
FROM ledger_transaction t
WHERE b.category = 'Correction' AND b.reverses_id IS NOT NULL AND t.id = b.reverses_id;
-- with what tax every entry was charged, as those without an invoice say it already
UPDATE ledger_transaction t SET tax_percent = l.tax_percent, tax_terms = l.tax_terms
FROM (
  SELECT DISTINCT ON (invoice_id, service_id, description, total_minor, tax_minor)
    invoice_id, service_id, description, total_minor, tax_minor, tax_percent, tax_terms
  FROM invoice_line
  ORDER BY invoice_id, service_id, description, total_minor, tax_minor, position) l
WHERE t.invoice_id = l.invoice_id AND t.reverses_id IS NULL AND t.tax_percent IS NULL
  AND t.service_id IS NOT DISTINCT FROM l.service_id AND t.description = l.description
  AND CASE t.type WHEN 'DEBIT' THEN t.amount_minor ELSE -t.amount_minor END = l.total_minor
  AND CASE t.type WHEN 'DEBIT' THEN t.tax_minor ELSE -t.tax_minor END = l.tax_minor;
UPDATE ledger_transaction b SET tax_percent = t.tax_percent, tax_terms = t.tax_terms
FROM ledger_transaction t
WHERE b.reverses_id = t.id AND b.tax_percent IS NULL AND t.tax_percent IS NOT NULL;
ALTER TABLE ledger_transaction FORCE ROW LEVEL SECURITY;
