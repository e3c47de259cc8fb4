-- What customers are compared by, whoever might be entered twice: each e-mail and phone of theirs and of their contacts, tax
-- numbers, the accounts they paid from, and the address with the beginning of a word of the name. Two customers with the same
-- key are alike, so that whom a customer resembles is found along an index, without comparing everybody with everybody.
CREATE TABLE customer_key (
  -- the row that it stands in: the customer, one of its contacts or one of its accounts
  source_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  CONSTRAINT customer_key_pkey PRIMARY KEY (source_id, kind, key),
  CONSTRAINT customer_key_kind_check CHECK (kind IN ('EMAIL', 'PHONE', 'TAX_NUMBER', 'IBAN', 'NAME_AND_ADDRESS'))
);
CREATE INDEX customer_key_key_idx ON customer_key (kind, key, partner_path, customer_id);
CREATE INDEX customer_key_customer_id_idx ON customer_key (customer_id, kind, key);
CREATE INDEX customer_key_partner_path_idx ON customer_key (partner_path);

-- Two customers of whom somebody said that they are not the same, the smaller id first. It stands with the first one's
-- partner; only whoever sees both of them said so.
CREATE TABLE told_apart (
  customer_id uuid NOT NULL,
  other_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  other_partner_id uuid NOT NULL,
  said_by text NOT NULL,
  said_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT told_apart_pkey PRIMARY KEY (customer_id, other_id),
  CONSTRAINT told_apart_order_check CHECK (customer_id < other_id)
);
CREATE INDEX told_apart_other_id_idx ON told_apart (other_id);
CREATE INDEX told_apart_partner_path_idx ON told_apart (partner_path);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['customer_key', 'told_apart'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id)', t, t || '_customer_id_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
  END LOOP;
END $$;
ALTER TABLE told_apart ADD CONSTRAINT told_apart_other_id_fkey FOREIGN KEY (other_partner_id, other_id) REFERENCES customer (partner_id, id);
GRANT SELECT, INSERT, DELETE ON customer_key TO backhaul_app;
GRANT SELECT, INSERT ON told_apart TO backhaul_app;

-- The digits of a number at home: without the code of its country, where it begins with + or 00 or is too long to be without
-- one, and without the zero before it. Codes are those of E.164, none of which begins another.
CREATE FUNCTION phone_key(phone text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN length(home) >= 7 THEN home END
  FROM (SELECT regexp_replace(phone, '\D', '', 'g') all_digits) d
  CROSS JOIN LATERAL (SELECT ltrim(CASE
    WHEN phone ~ '^[\s(]*(\+|0\s*0)' OR (all_digits !~ '^0' AND length(all_digits) >= 11)
    THEN regexp_replace(ltrim(all_digits, '0'),
      '^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|50|59|6[7-9]|8[035789]|9[679])\d)', '')
    ELSE all_digits END, '0') home) h
$$;

-- What a customer is compared by that stands in its own columns. An address is one with a street and a postal code or city.
CREATE FUNCTION customer_keys_of(name text, email text, phone text, tax_number text, vat_id text, street text, zip text, city text)
RETURNS TABLE (kind text, key text) LANGUAGE sql IMMUTABLE AS $$
  SELECT 'EMAIL', lower(btrim(email)) WHERE email LIKE '%_@_%'
  UNION
  SELECT 'PHONE', phone_key(p) FROM regexp_split_to_table(phone, '[,;/]') p WHERE phone_key(p) IS NOT NULL
  UNION
  SELECT 'TAX_NUMBER', plain
  FROM (VALUES (tax_number), (vat_id)) number (said)
  CROSS JOIN LATERAL (SELECT upper(regexp_replace(said, '[^[:alnum:]]', '', 'g')) plain) p
  WHERE length(plain) >= 4
  UNION
  SELECT 'NAME_AND_ADDRESS', left(plain.street, 60) || '|' || plain.place || '|' || left(w, 3)
  FROM (SELECT regexp_replace(search_folded(street), '[\s[:punct:]]+', '', 'g') street,
    left(regexp_replace(search_folded(coalesce(nullif(btrim(zip), ''), city)), '[\s[:punct:]]+', '', 'g'), 40) place) plain
  CROSS JOIN LATERAL regexp_split_to_table(search_folded(name), '[\s[:punct:]]+') w
  WHERE plain.street <> '' AND plain.place <> '' AND w <> ''
$$;

-- How alike two names are, from 0 to 1: of the runs of three letters in their words, the share that both have.
CREATE FUNCTION name_likeness(a text, b text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(count(*) FILTER (WHERE runs.names = 2)::double precision / nullif(count(*), 0), 0)
  FROM (
    SELECT run, count(*) names
    FROM (
      SELECT DISTINCT name.which, substr('  ' || w || ' ', n, 3) run
      FROM (VALUES (1, a), (2, b)) name (which, said)
      CROSS JOIN LATERAL regexp_split_to_table(search_folded(said), '[\s[:punct:]]+') w
      CROSS JOIN LATERAL generate_series(1, length(w) + 1) n
      WHERE w <> '') each
    GROUP BY run) runs
$$;
GRANT EXECUTE ON FUNCTION phone_key(text), customer_keys_of(text, text, text, text, text, text, text, text), name_likeness(text, text)
  TO backhaul_app, backhaul_identity;

CREATE FUNCTION customer_keys_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_key (source_id, kind, key, customer_id, partner_id, partner_path)
    SELECT a.id, k.kind, k.key, a.id, a.partner_id, a.partner_path
    FROM added a
    CROSS JOIN LATERAL customer_keys_of(a.name, a.email, a.phone, a.tax_number, a.vat_id, a.street, a.zip, a.city) k;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_added AFTER INSERT ON customer REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION customer_keys_added();

-- A customer may change its own e-mail and phone, and sees no keys: this one runs with the identity role's rights.
CREATE FUNCTION customer_keys_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM customer_key WHERE source_id = NEW.id;
  INSERT INTO customer_key (source_id, kind, key, customer_id, partner_id, partner_path)
    SELECT NEW.id, k.kind, k.key, NEW.id, NEW.partner_id, NEW.partner_path
    FROM customer_keys_of(NEW.name, NEW.email, NEW.phone, NEW.tax_number, NEW.vat_id, NEW.street, NEW.zip, NEW.city) k;
  RETURN NULL;
END $$;
CREATE POLICY identity ON customer_key TO backhaul_identity USING (true);
GRANT SELECT, INSERT, DELETE ON customer_key TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
ALTER FUNCTION customer_keys_changed() OWNER TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
CREATE TRIGGER keys_changed AFTER UPDATE OF name, email, phone, tax_number, vat_id, street, zip, city ON customer
  FOR EACH ROW
  WHEN ((OLD.name, OLD.email, OLD.phone, OLD.tax_number, OLD.vat_id, OLD.street, OLD.zip, OLD.city)
    IS DISTINCT FROM (NEW.name, NEW.email, NEW.phone, NEW.tax_number, NEW.vat_id, NEW.street, NEW.zip, NEW.city))
  EXECUTE FUNCTION customer_keys_changed();

CREATE FUNCTION contact_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM customer_key WHERE source_id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO customer_key (source_id, kind, key, customer_id, partner_id, partner_path)
      SELECT NEW.id, k.kind, k.key, NEW.customer_id, NEW.partner_id, NEW.partner_path
      FROM (
        SELECT k.* FROM unnest(NEW.emails) e CROSS JOIN LATERAL customer_keys_of(NULL, e, NULL, NULL, NULL, NULL, NULL, NULL) k
        UNION
        SELECT k.* FROM unnest(NEW.phones) p CROSS JOIN LATERAL customer_keys_of(NULL, NULL, p, NULL, NULL, NULL, NULL, NULL) k) k;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_changed AFTER INSERT OR DELETE OR UPDATE OF emails, phones ON contact
  FOR EACH ROW EXECUTE FUNCTION contact_keys_changed();

CREATE FUNCTION iban_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM customer_key WHERE source_id = OLD.id;
  ELSE
    INSERT INTO customer_key (source_id, kind, key, customer_id, partner_id, partner_path)
      VALUES (NEW.id, 'IBAN', upper(NEW.iban), NEW.customer_id, NEW.partner_id, NEW.partner_path);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_changed AFTER INSERT OR DELETE ON customer_iban FOR EACH ROW EXECUTE FUNCTION iban_keys_changed();

-- ---- the keys of those who are there already
-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE customer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contact NO FORCE ROW LEVEL SECURITY;
ALTER TABLE customer_iban NO FORCE ROW LEVEL SECURITY;
ALTER TABLE customer_key NO FORCE ROW LEVEL SECURITY;
INSERT INTO customer_key (source_id, kind, key, customer_id, partner_id, partner_path)
  SELECT c.id, k.kind, k.key, c.id, c.partner_id, c.partner_path
  FROM customer c
  CROSS JOIN LATERAL customer_keys_of(c.name, c.email, c.phone, c.tax_number, c.vat_id, c.street, c.zip, c.city) k
  UNION
  SELECT t.id, k.kind, k.key, t.customer_id, t.partner_id, t.partner_path
  FROM contact t
  CROSS JOIN LATERAL unnest(t.emails) e
  CROSS JOIN LATERAL customer_keys_of(NULL, e, NULL, NULL, NULL, NULL, NULL, NULL) k
  UNION
  SELECT t.id, k.kind, k.key, t.customer_id, t.partner_id, t.partner_path
  FROM contact t
  CROSS JOIN LATERAL unnest(t.phones) p
  CROSS JOIN LATERAL customer_keys_of(NULL, NULL, p, NULL, NULL, NULL, NULL, NULL) k
  UNION
  SELECT id, 'IBAN', upper(iban), customer_id, partner_id, partner_path FROM customer_iban;
ALTER TABLE customer_key FORCE ROW LEVEL SECURITY;
ALTER TABLE customer_iban FORCE ROW LEVEL SECURITY;
ALTER TABLE contact FORCE ROW LEVEL SECURITY;
ALTER TABLE customer FORCE ROW LEVEL SECURITY;
