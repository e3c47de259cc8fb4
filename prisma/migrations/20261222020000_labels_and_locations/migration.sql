-- Labels and locations of customers. Both are made by a partner for itself and everything below it, read by those below, and
-- changed only where they were made; customers themselves see neither.
CREATE TABLE label (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL,
  -- #rrggbb
  colour text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT label_pkey PRIMARY KEY (id),
  CONSTRAINT label_colour_check CHECK (colour ~ '^#[0-9a-f]{6}$')
);
CREATE UNIQUE INDEX label_partner_id_name_key ON label (partner_id, name);
CREATE INDEX label_partner_path_idx ON label (partner_path);
ALTER TABLE label
  ADD CONSTRAINT label_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE label ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope_reads ON label FOR SELECT TO backhaul_app
  USING (scope_customer() IS NULL AND ((partner_path >= scope_path() AND partner_path < scope_end()) OR starts_with(scope_path(), partner_path)));
CREATE POLICY scope_adds ON label FOR INSERT TO backhaul_app
  WITH CHECK (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_changes ON label FOR UPDATE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_removes ON label FOR DELETE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, DELETE ON label TO backhaul_app;
GRANT UPDATE (name, colour) ON label TO backhaul_app;

-- A label that is removed is gone from its customers.
CREATE TABLE customer_label (
  customer_id uuid NOT NULL,
  label_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  CONSTRAINT customer_label_pkey PRIMARY KEY (customer_id, label_id)
);
-- ends with the place in the tree, so that customers are counted without being looked up
CREATE INDEX customer_label_label_id_idx ON customer_label (label_id, partner_path, customer_id);
CREATE INDEX customer_label_partner_path_idx ON customer_label (partner_path);
ALTER TABLE customer_label
  ADD CONSTRAINT customer_label_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT customer_label_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id),
  ADD CONSTRAINT customer_label_label_id_fkey FOREIGN KEY (label_id) REFERENCES label (id) ON DELETE CASCADE;
ALTER TABLE customer_label ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON customer_label TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, DELETE ON customer_label TO backhaul_app;

-- number: small, unique in the whole tree, what {location_id} of a number format stands for.
CREATE TABLE location (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  root text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(partner_path, '.', 1)) STORED,
  number integer NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  parent_id uuid,
  address text,
  lat double precision,
  lon double precision,
  custom_fields jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT location_pkey PRIMARY KEY (id),
  CONSTRAINT location_kind_check CHECK (kind IN ('AREA', 'SITE')),
  CONSTRAINT location_number_check CHECK (number > 0),
  CONSTRAINT location_point_check CHECK ((lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  CONSTRAINT location_parent_check CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX location_root_number_key ON location (root, number);
CREATE UNIQUE INDEX location_partner_id_name_key ON location (partner_id, name);
CREATE INDEX location_partner_path_idx ON location (partner_path);
CREATE INDEX location_parent_id_idx ON location (parent_id) WHERE parent_id IS NOT NULL;
ALTER TABLE location
  ADD CONSTRAINT location_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT location_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES location (id);
ALTER TABLE location ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope_reads ON location FOR SELECT TO backhaul_app
  USING (scope_customer() IS NULL AND ((partner_path >= scope_path() AND partner_path < scope_end()) OR starts_with(scope_path(), partner_path)));
CREATE POLICY scope_adds ON location FOR INSERT TO backhaul_app
  WITH CHECK (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_changes ON location FOR UPDATE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_removes ON location FOR DELETE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, DELETE ON location TO backhaul_app;
GRANT UPDATE (kind, name, parent_id, address, lat, lon, custom_fields) ON location TO backhaul_app;

ALTER TABLE customer
  ADD COLUMN registration_number text,
  ADD COLUMN location_id uuid;
ALTER TABLE customer ADD CONSTRAINT customer_location_id_fkey FOREIGN KEY (location_id) REFERENCES location (id);
CREATE INDEX customer_location_id_idx ON customer (location_id, partner_path, id) WHERE location_id IS NOT NULL;
GRANT UPDATE (registration_number, location_id) ON customer TO backhaul_app;

-- Who makes a location sees only its own part of the tree, and a number may be taken anywhere in it; and a document that comes
-- of what a customer does, who reads no locations, is numbered as any other.
GRANT SELECT (id, number, root) ON location TO backhaul_identity;
CREATE POLICY identity ON location FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT (number, location_id) ON customer TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION next_location_number(place text) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4140);
  RETURN (SELECT coalesce(max(number), 0) + 1 FROM location WHERE root = split_part(place, '.', 1));
END $$;
ALTER FUNCTION next_location_number(text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION next_location_number(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_location_number(text) TO backhaul_app;
CREATE FUNCTION location_numbers(customers int[]) RETURNS TABLE (customer int, location int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.number, l.number
  FROM unnest(customers) n
  CROSS JOIN LATERAL (
    SELECT c.number, c.location_id FROM customer c
    WHERE c.number = n AND c.partner_path >= scope_path() AND c.partner_path < scope_end() OFFSET 0) c
  JOIN location l ON l.id = c.location_id
$$;
ALTER FUNCTION location_numbers(int[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION location_numbers(int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION location_numbers(int[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
