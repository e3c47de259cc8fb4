-- The addresses of a customer besides its own, which stays in its columns: what its documents are printed with instead, and
-- where it is served. Of its own only the point on the map stands here. A customer reads its own.
CREATE TABLE customer_address (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  -- the order in which they were given
  place integer NOT NULL,
  kind text NOT NULL,
  name text,
  street text,
  city text,
  zip text,
  country text,
  lat double precision,
  lon double precision,
  CONSTRAINT customer_address_pkey PRIMARY KEY (id),
  CONSTRAINT customer_address_kind_check CHECK (kind IN ('MAIN', 'BILLING', 'SERVICE')),
  CONSTRAINT customer_address_main_check CHECK (kind <> 'MAIN' OR (name IS NULL AND street IS NULL AND city IS NULL AND zip IS NULL AND country IS NULL AND lat IS NOT NULL)),
  CONSTRAINT customer_address_point_check CHECK ((lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)
);
CREATE UNIQUE INDEX customer_address_one_key ON customer_address (customer_id, kind) WHERE kind IN ('MAIN', 'BILLING');
CREATE INDEX customer_address_customer_id_idx ON customer_address (customer_id, place, id);
CREATE INDEX customer_address_partner_path_idx ON customer_address (partner_path);
ALTER TABLE customer_address
  ADD CONSTRAINT customer_address_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT customer_address_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE customer_address ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON customer_address TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY own ON customer_address FOR SELECT TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND customer_id = scope_customer());
GRANT SELECT, INSERT, DELETE ON customer_address TO backhaul_app;
GRANT UPDATE (place) ON customer_address TO backhaul_app;
