-- Cards that a payment provider keeps for a customer, charges of them while their owner is away, and what customers are
-- charged by themselves. Card data never comes here: a card is what the provider calls it, and what is printed on it.
CREATE TABLE saved_method (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  gateway_account_id uuid NOT NULL,
  -- what the provider calls it
  provider_ref text NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL,
  exp_month int,
  exp_year int,
  is_default boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'ACTIVE',
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT saved_method_pkey PRIMARY KEY (id),
  CHECK (status IN ('ACTIVE', 'EXPIRED', 'FAILED', 'REMOVED')),
  CHECK (NOT is_default OR status <> 'REMOVED'),
  CHECK (exp_month BETWEEN 1 AND 12)
);
CREATE UNIQUE INDEX checkout_partner_id_id_key ON checkout (partner_id, id);
CREATE UNIQUE INDEX saved_method_partner_id_id_key ON saved_method (partner_id, id);
CREATE UNIQUE INDEX saved_method_provider_ref_key ON saved_method (customer_id, gateway_account_id, provider_ref);
CREATE UNIQUE INDEX saved_method_default_key ON saved_method (customer_id) WHERE is_default;
-- who is told that a card ends soon
CREATE INDEX saved_method_expiry_idx ON saved_method (partner_path, exp_year, exp_month) WHERE status = 'ACTIVE';

-- A charge of a saved card beside its checkout, which says how it stands: what it is called at the provider.
CREATE TABLE charge_attempt (
  checkout_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  method_id uuid NOT NULL,
  -- BY_HAND, or AUTOPAY
  origin text NOT NULL,
  -- the partner's day
  on_date date NOT NULL,
  -- which attempt in a row it is
  number int NOT NULL DEFAULT 1,
  failure text,
  retry_on date,
  created_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT charge_attempt_pkey PRIMARY KEY (checkout_id),
  CHECK (origin IN ('BY_HAND', 'AUTOPAY')),
  CHECK (number > 0),
  CHECK (retry_on IS NULL OR failure IS NOT NULL AND origin = 'AUTOPAY' AND retry_on > on_date)
);
-- nobody is charged twice a day by itself
CREATE UNIQUE INDEX charge_attempt_autopay_key ON charge_attempt (customer_id, on_date) WHERE origin = 'AUTOPAY';
CREATE INDEX charge_attempt_customer_id_created_at_idx ON charge_attempt (customer_id, created_at);
CREATE INDEX charge_attempt_partner_path_idx ON charge_attempt (partner_path);
-- the few that are tried again
CREATE INDEX charge_attempt_retry_idx ON charge_attempt (partner_path, retry_on) WHERE retry_on IS NOT NULL;

-- Who is charged by itself; the row stays when it is switched off. since: attempts from before count no more.
CREATE TABLE autopay (
  customer_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  method_id uuid,
  since timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT autopay_pkey PRIMARY KEY (customer_id)
);
CREATE INDEX autopay_partner_path_idx ON autopay (partner_path) WHERE method_id IS NOT NULL;

-- How far the mornings of each partner are done.
CREATE TABLE autopay_day (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  date date NOT NULL,
  CONSTRAINT autopay_day_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX autopay_day_partner_path_idx ON autopay_day (partner_path);

DO $$ DECLARE k text[]; t text; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['saved_method','customer_id','customer'],
    ['charge_attempt','customer_id','customer'], ['charge_attempt','method_id','saved_method'],
    ['charge_attempt','checkout_id','checkout'],
    ['autopay','customer_id','customer'], ['autopay','method_id','saved_method']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['saved_method', 'charge_attempt', 'autopay', 'autopay_day'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['saved_method', 'charge_attempt', 'autopay'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
      AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
  END LOOP;
END $$;
CREATE POLICY scope ON autopay_day TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
-- the account may be a partner's above, as a checkout's
ALTER TABLE saved_method ADD CONSTRAINT saved_method_gateway_account_id_fkey FOREIGN KEY (gateway_account_id) REFERENCES gateway_account (id);
GRANT UPDATE (is_default, status, exp_month, exp_year) ON saved_method TO backhaul_app;
GRANT UPDATE (failure, retry_on) ON charge_attempt TO backhaul_app;
GRANT UPDATE (method_id, since) ON autopay TO backhaul_app;
GRANT UPDATE (date) ON autopay_day TO backhaul_app;
