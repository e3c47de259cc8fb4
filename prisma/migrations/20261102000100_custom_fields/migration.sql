-- Custom fields: definitions, inherited down the tree, and an index of the values that records hold in custom_fields.

ALTER TABLE partner ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';
ALTER TABLE app_user ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';
ALTER TABLE tariff ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';
ALTER TABLE ledger_transaction ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}';

CREATE TABLE custom_field (
  id uuid NOT NULL DEFAULT new_id(),
  -- what the values' index calls it: its entries begin with it
  number serial NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  entity text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  help text,
  position integer NOT NULL DEFAULT 0,
  required boolean NOT NULL DEFAULT false,
  is_unique boolean NOT NULL DEFAULT false,
  default_value jsonb,
  options text[],
  min text,
  max text,
  min_length integer,
  max_length integer,
  decimals integer,
  refers_to text,
  show_in_list boolean NOT NULL DEFAULT false,
  searchable boolean NOT NULL DEFAULT false,
  portal text NOT NULL DEFAULT 'HIDDEN',
  archived_at timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT custom_field_pkey PRIMARY KEY (id),
  CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  CHECK (portal IN ('HIDDEN', 'VIEW', 'EDIT')),
  CHECK ((type IN ('CHOICE', 'CHOICES')) = (options IS NOT NULL)),
  CHECK ((type = 'REFERENCE') = (refers_to IS NOT NULL))
);
CREATE UNIQUE INDEX custom_field_number_key ON custom_field (number);
CREATE UNIQUE INDEX custom_field_partner_id_entity_key_key ON custom_field (partner_id, entity, key);
CREATE INDEX custom_field_partner_path_entity_idx ON custom_field (partner_path, entity);
ALTER TABLE custom_field ADD CONSTRAINT custom_field_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;

-- One row per value, written in the transaction that writes the record. `key` begins with the field's number and sorts as the
-- values do; all comparisons with it are ranges of text, which row level security lets an index answer (it would not for
-- jsonb, patterns or numeric). A CHOICES has a row for each option besides. Nothing stands behind `key` in its indexes: a
-- condition on it would make PostgreSQL 18 plan with skips over all keys there are.
CREATE TABLE custom_value (
  record_id uuid NOT NULL,
  field integer NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  -- the value's normal form, for unique fields only
  unique_key text COLLATE "C",
  -- the whole text, where the key holds only its beginning
  body text,
  -- what customers are found by, for searchable fields of customers only
  search text,
  CONSTRAINT custom_value_pkey PRIMARY KEY (record_id, key)
);
-- the path stands in it for the policy: a list then reads the index alone
CREATE INDEX custom_value_key_record_id_partner_path_idx ON custom_value (key, record_id, partner_path);
CREATE INDEX custom_value_partner_path_idx ON custom_value (partner_path);
CREATE UNIQUE INDEX custom_value_unique_key_key ON custom_value (unique_key);
ALTER TABLE custom_value ADD CONSTRAINT custom_value_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE custom_value ADD CONSTRAINT custom_value_field_fkey FOREIGN KEY (field) REFERENCES custom_field (number);
-- fifty fields share one column of keys: a fine sample tells the planner how common a value is
ALTER TABLE custom_value ALTER COLUMN key SET STATISTICS 1000;

-- a draft that is removed takes its values along
CREATE FUNCTION custom_values_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM custom_value WHERE record_id IN (SELECT id FROM removed); RETURN NULL; END $$;
CREATE TRIGGER custom_values_removed AFTER DELETE ON invoice REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION custom_values_removed();

-- ---- a customer's own rows, as a range
-- "scope_customer() IS NULL OR ..." looks to the planner as if it let half a percent of a table through, and it joined hundreds of
-- thousands of rows in nested loops. The ends of a range it knows while it plans: everything for staff, one id for a customer.
CREATE FUNCTION scope_first_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT coalesce(nullif(current_setting('app.customer_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $$;
CREATE FUNCTION scope_last_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT coalesce(nullif(current_setting('app.customer_id', true), ''), 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid $$;
GRANT EXECUTE ON FUNCTION scope_first_customer(), scope_last_customer() TO backhaul_app, backhaul_identity;
ALTER POLICY scope ON customer USING (partner_path >= scope_path() AND partner_path < scope_end() AND id >= scope_first_customer() AND id <= scope_last_customer());
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['service', 'invoice', 'payment', 'ledger_transaction'] LOOP
    EXECUTE format('ALTER POLICY scope ON %I USING (partner_path >= scope_path() AND partner_path < scope_end() AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
  END LOOP;
END $$;

-- with the id in it, what the policy compares stands in the index: counting a scope's customers, and those without a value, reads no rows
DROP INDEX customer_partner_path_number_idx;
CREATE INDEX customer_partner_path_number_id_idx ON customer (partner_path, number, id);

-- ---- the boundary
ALTER TABLE custom_field ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE custom_value ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- a definition is used by everything below its owner and changed by its owner and those above; a customer sees what is made for the portal
CREATE POLICY scope_reads ON custom_field FOR SELECT TO backhaul_app
  USING (((partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL) OR starts_with(scope_path(), partner_path)) AND (scope_customer() IS NULL OR portal <> 'HIDDEN'));
CREATE POLICY scope_adds ON custom_field FOR INSERT TO backhaul_app WITH CHECK (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_changes ON custom_field FOR UPDATE TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
-- the index is for lists, which customers have none of by custom fields
CREATE FUNCTION staff_scope_path() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT CASE WHEN coalesce(current_setting('app.customer_id', true), '') = '' THEN nullif(current_setting('app.partner_path', true), '') END COLLATE "C" $$;
GRANT EXECUTE ON FUNCTION staff_scope_path() TO backhaul_app, backhaul_identity;
CREATE POLICY scope ON custom_value TO backhaul_app USING (partner_path >= staff_scope_path() AND partner_path < scope_end());
GRANT SELECT, INSERT, UPDATE ON custom_field TO backhaul_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON custom_value TO backhaul_app;
GRANT USAGE ON SEQUENCE custom_field_number_seq TO backhaul_app;

-- ---- searchable fields: their words stand beside those of the customer's own columns, under the field's number
ALTER TABLE customer_word ADD COLUMN field integer NOT NULL DEFAULT 0;
ALTER TABLE customer_word DROP CONSTRAINT customer_word_pkey, ADD CONSTRAINT customer_word_pkey PRIMARY KEY (customer_id, word, field);
CREATE OR REPLACE FUNCTION customer_words_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word WHERE customer_id = NEW.id AND field = 0;
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word) SELECT NEW.id, NEW.partner_id, NEW.partner_path, w FROM customer_words(NEW.name, NEW.email, NEW.login, NEW.external_id, NEW.number::text, NEW.phone, NEW.city) w;
  RETURN NULL;
END $$;

CREATE FUNCTION custom_words_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT DISTINCT a.record_id, a.partner_id, a.partner_path, left(w, 60), a.field FROM added a CROSS JOIN LATERAL regexp_split_to_table(lower(a.search), '[\s,;:()"&/]+') w WHERE a.search IS NOT NULL AND w <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION custom_words_removed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word w USING removed r WHERE r.search IS NOT NULL AND w.customer_id = r.record_id AND w.field = r.field;
  RETURN NULL;
END $$;
CREATE FUNCTION custom_words_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word w USING removed r JOIN added a USING (record_id, key) WHERE r.search IS DISTINCT FROM a.search AND w.customer_id = r.record_id AND w.field = r.field;
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT DISTINCT a.record_id, a.partner_id, a.partner_path, left(w, 60), a.field FROM removed r JOIN added a USING (record_id, key) CROSS JOIN LATERAL regexp_split_to_table(lower(a.search), '[\s,;:()"&/]+') w
    WHERE r.search IS DISTINCT FROM a.search AND w <> '';
  RETURN NULL;
END $$;
CREATE TRIGGER words_added AFTER INSERT ON custom_value REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION custom_words_added();
CREATE TRIGGER words_removed AFTER DELETE ON custom_value REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION custom_words_removed();
CREATE TRIGGER words_changed AFTER UPDATE ON custom_value REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION custom_words_changed();
-- a customer may change a field of its own but may not read the words: as with its e-mail address, these run with the identity role's rights
GRANT CREATE ON SCHEMA public TO backhaul_identity;
ALTER FUNCTION custom_words_added() OWNER TO backhaul_identity;
ALTER FUNCTION custom_words_removed() OWNER TO backhaul_identity;
ALTER FUNCTION custom_words_changed() OWNER TO backhaul_identity;


-- ---- a customer changes fields of its own record that are made for that
-- It may not touch the index by itself; this writes it, for the record of the scope and for those fields only.
CREATE FUNCTION index_own_fields(fields int[], entries json) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE own record;
BEGIN
  SELECT c.id, c.partner_id, c.partner_path INTO STRICT own FROM customer c WHERE c.id = scope_customer() AND c.partner_path = scope_path();
  IF EXISTS (SELECT 1 FROM unnest(fields) n WHERE NOT EXISTS (SELECT 1 FROM custom_field f WHERE f.number = n AND f.entity = 'CUSTOMER' AND f.portal = 'EDIT' AND starts_with(own.partner_path, f.partner_path))) THEN
    RAISE EXCEPTION 'these fields are not made to be changed in the portal' USING ERRCODE = '42501';
  END IF;
  DELETE FROM custom_value v WHERE v.record_id = own.id AND v.field = ANY (fields);
  INSERT INTO custom_value (record_id, field, partner_id, partner_path, key, unique_key, body, search)
    SELECT own.id, e.field, own.partner_id, own.partner_path, e.key, e."unique", e.body, e.search FROM json_to_recordset(entries) AS e(field int, key text, "unique" text, body text, search text) WHERE e.field = ANY (fields) AND (starts_with(e.key, e.field || ':') OR starts_with(e.key, e.field || '/'));
END $$;
CREATE POLICY identity ON custom_field FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON custom_value TO backhaul_identity USING (true);
GRANT SELECT ON custom_field TO backhaul_identity;
GRANT SELECT, INSERT, DELETE ON custom_value TO backhaul_identity;
REVOKE ALL ON FUNCTION index_own_fields(int[], json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION index_own_fields(int[], json) TO backhaul_app;
ALTER FUNCTION index_own_fields(int[], json) OWNER TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
