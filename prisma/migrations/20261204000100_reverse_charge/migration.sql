-- Persons and companies, and the numbers that documents print of them. Who has a VAT number of another country may owe the
-- tax instead of who bills it; what says so changes what billing does to a customer.
ALTER TABLE customer
  ADD COLUMN kind text NOT NULL DEFAULT 'PERSON',
  ADD COLUMN tax_number text,
  ADD COLUMN vat_id text,
  ADD CONSTRAINT customer_kind_check CHECK (kind IN ('PERSON', 'COMPANY')),
  ADD CONSTRAINT customer_vat_id_check CHECK (vat_id ~ '^[A-Z]{2}[A-Z0-9+*]{2,18}$');

CREATE TRIGGER facts_changed_by_tax BEFORE UPDATE OF kind, vat_id, country ON customer FOR EACH ROW
  WHEN (ROW(OLD.kind, OLD.vat_id, OLD.country) IS DISTINCT FROM ROW(NEW.kind, NEW.vat_id, NEW.country)
    AND (OLD.vat_id IS NOT NULL OR NEW.vat_id IS NOT NULL))
  EXECUTE FUNCTION customer_facts_changed();

-- Where the issuer is at home decides it as well, for all who have such a number.
CREATE FUNCTION company_facts_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.values ->> 'country' IS NOT DISTINCT FROM NEW.values ->> 'country'
    AND OLD.values ->> 'name' IS NOT DISTINCT FROM NEW.values ->> 'name' THEN RETURN NULL; END IF;
  UPDATE customer SET facts_version = facts_version + 1
  WHERE vat_id IS NOT NULL AND partner_path >= NEW.partner_path AND partner_path < NEW.partner_path || chr(1114111);
  RETURN NULL;
END $$;
CREATE TRIGGER facts_changed AFTER INSERT OR UPDATE ON company_setting FOR EACH ROW EXECUTE FUNCTION company_facts_changed();
