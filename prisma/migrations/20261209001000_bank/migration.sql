-- Bank statements: accounts, files as they came, what they say entry by entry, and which payments were made of it. A file is its
-- sender's, entries and statements are the account's partner's, payments the customer's partner's, which may lie below.
CREATE TABLE bank_account (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL,
  iban text COLLATE "C",
  account_number text COLLATE "C",
  bic text,
  currency text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT bank_account_pkey PRIMARY KEY (id),
  CONSTRAINT bank_account_partner_id_id_key UNIQUE (partner_id, id),
  CHECK ((iban IS NULL) <> (account_number IS NULL))
);
CREATE INDEX bank_account_partner_path_name_idx ON bank_account (partner_path, name);
CREATE INDEX bank_account_iban_idx ON bank_account (iban);
CREATE INDEX bank_account_account_number_idx ON bank_account (account_number);

CREATE TABLE csv_mapping (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL,
  mapping jsonb NOT NULL,
  -- the first line of the files that it was used for: by it the mapping is known again
  header text,
  saved_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT csv_mapping_pkey PRIMARY KEY (id),
  CONSTRAINT csv_mapping_partner_id_name_key UNIQUE (partner_id, name)
);
CREATE INDEX csv_mapping_partner_path_idx ON csv_mapping (partner_path);

CREATE TABLE bank_file (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL,
  -- of its bytes
  digest text NOT NULL,
  size bigint NOT NULL,
  status text NOT NULL DEFAULT 'READING',
  format text NOT NULL,
  encoding text NOT NULL,
  -- the account that the sender named; null: whichever the file is of
  named_account_id uuid,
  mapping jsonb,
  failure text,
  failure_line int,
  progress double precision NOT NULL DEFAULT 0,
  -- the entries are there; what is left is to pair and to post them
  read_at timestamptz(6),
  entries_new int NOT NULL DEFAULT 0,
  entries_known int NOT NULL DEFAULT 0,
  warnings jsonb NOT NULL DEFAULT '[]',
  actor_kind text NOT NULL,
  actor_id uuid,
  created_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  ended_at timestamptz(6),
  CONSTRAINT bank_file_pkey PRIMARY KEY (id),
  CONSTRAINT bank_file_partner_id_id_key UNIQUE (partner_id, id),
  CHECK (status IN ('READING', 'DONE', 'FAILED', 'UNDONE')),
  CHECK ((status = 'FAILED') = (failure IS NOT NULL)),
  CHECK ((status = 'READING') = (ended_at IS NULL))
);
-- the same bytes for the same account are one file, unless they failed or were taken back
CREATE UNIQUE INDEX bank_file_once ON bank_file (partner_id, digest, coalesce(named_account_id, '00000000-0000-0000-0000-000000000000'))
  WHERE status IN ('READING', 'DONE');
CREATE INDEX bank_file_partner_path_created_at_idx ON bank_file (partner_path, created_at);
CREATE INDEX bank_file_reading_idx ON bank_file (created_at) WHERE status = 'READING';

-- its bytes, until it is read
CREATE TABLE bank_file_part (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  file_id uuid NOT NULL,
  position int NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT bank_file_part_pkey PRIMARY KEY (file_id, position)
);
CREATE INDEX bank_file_part_partner_path_idx ON bank_file_part (partner_path);

CREATE TABLE bank_statement (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  account_id uuid NOT NULL,
  file_id uuid NOT NULL,
  position int NOT NULL,
  number text,
  date date NOT NULL,
  currency text NOT NULL,
  opening_minor bigint,
  closing_minor bigint,
  adds_up boolean NOT NULL DEFAULT true,
  follows_on boolean NOT NULL DEFAULT true,
  CONSTRAINT bank_statement_pkey PRIMARY KEY (id),
  CONSTRAINT bank_statement_partner_id_id_key UNIQUE (partner_id, id)
);
CREATE INDEX bank_statement_account_id_date_position_id_idx ON bank_statement (account_id, date, position, id);
CREATE INDEX bank_statement_file_id_position_idx ON bank_statement (file_id, position);
CREATE INDEX bank_statement_partner_path_idx ON bank_statement (partner_path);

CREATE TABLE bank_transaction (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  account_id uuid NOT NULL,
  statement_id uuid NOT NULL,
  file_id uuid NOT NULL,
  -- which entry of its statement it is
  position int NOT NULL,
  line int,
  kind text NOT NULL,
  status text NOT NULL,
  booking_date date NOT NULL,
  value_date date,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  name text,
  iban text COLLATE "C",
  text text NOT NULL,
  -- as the bank broke it: a break may stand within a number
  lines text NOT NULL,
  end_to_end_id text COLLATE "C",
  bank_reference text COLLATE "C",
  entry_reference text COLLATE "C",
  mandate_reference text,
  structured_reference text,
  customer_reference text,
  code text,
  return_code text,
  return_reason text,
  fee_minor bigint,
  original_minor bigint,
  -- it would be the same as this one, if more were known of both
  possibly_id uuid,
  -- best first; customers and documents by their ids, amounts in minor units
  suggestions jsonb NOT NULL DEFAULT '[]',
  confidence int NOT NULL DEFAULT 0,
  fits boolean NOT NULL DEFAULT false,
  paired_at timestamptz(6),
  -- how often it was posted and taken back: its payments' keys tell these apart
  round int NOT NULL DEFAULT 0,
  -- it was taken back: nothing posts it by itself any more
  by_hand boolean NOT NULL DEFAULT false,
  posted_by text,
  posted_at timestamptz(6),
  posted_automatically boolean NOT NULL DEFAULT false,
  -- the invoice of which what was missing was written off with it
  written_off uuid,
  -- the payment that a return gave back
  returns_payment uuid,
  ignored_reason text,
  CONSTRAINT bank_transaction_pkey PRIMARY KEY (id),
  CONSTRAINT bank_transaction_partner_id_id_key UNIQUE (partner_id, id),
  CHECK (kind IN ('CREDIT', 'RETURN', 'COLLECTION', 'PAYOUT', 'GATEWAY_PAYOUT', 'FEE', 'OUTGOING')),
  CHECK (status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS', 'POSTED', 'IGNORED', 'OUTGOING')),
  CHECK ((status = 'POSTED') = (posted_at IS NOT NULL)),
  CHECK ((status = 'IGNORED') = (ignored_reason IS NOT NULL)),
  CHECK (confidence BETWEEN 0 AND 100)
);
CREATE INDEX bank_transaction_same_idx ON bank_transaction (account_id, booking_date, amount_minor);
CREATE INDEX bank_transaction_entry_reference_idx ON bank_transaction (account_id, entry_reference) WHERE entry_reference IS NOT NULL;
CREATE INDEX bank_transaction_end_to_end_id_idx ON bank_transaction (end_to_end_id, partner_path) WHERE end_to_end_id IS NOT NULL;
CREATE INDEX bank_transaction_file_id_idx ON bank_transaction (file_id, statement_id, position);
CREATE INDEX bank_transaction_statement_id_idx ON bank_transaction (statement_id, position);
CREATE INDEX bank_transaction_booking_date_id_idx ON bank_transaction (booking_date, id, partner_path);
CREATE INDEX bank_transaction_account_id_booking_date_idx ON bank_transaction (account_id, booking_date, id);
CREATE INDEX bank_transaction_partner_path_idx ON bank_transaction (partner_path, status, kind);
-- the queue, best first: of one account, and of all
CREATE INDEX bank_transaction_queue_idx ON bank_transaction (status, kind, confidence DESC, booking_date, id, partner_path)
  WHERE status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS');
CREATE INDEX bank_transaction_account_queue_idx ON bank_transaction (account_id, status, confidence DESC, booking_date, id)
  WHERE status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS');

CREATE INDEX bank_transaction_returns_payment_idx ON bank_transaction (returns_payment) WHERE returns_payment IS NOT NULL;
CREATE INDEX bank_transaction_unpaired_idx ON bank_transaction (account_id, id) WHERE paired_at IS NULL AND status IN ('SUGGESTED', 'UNMATCHED');

-- an entry of a file that was there already, whole, so that a person may take it in after all
CREATE TABLE bank_skipped (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  account_id uuid NOT NULL,
  statement_id uuid NOT NULL,
  file_id uuid NOT NULL,
  same_as uuid NOT NULL,
  line int,
  booking_date date NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  text text NOT NULL,
  entry jsonb NOT NULL,
  taken_in_as uuid,
  CONSTRAINT bank_skipped_pkey PRIMARY KEY (id),
  CONSTRAINT bank_skipped_file_id_same_as_key UNIQUE (file_id, same_as)
);
CREATE INDEX bank_skipped_same_as_idx ON bank_skipped (same_as);
CREATE INDEX bank_skipped_partner_path_idx ON bank_skipped (partner_path);

-- an account that somebody paid for a customer from
CREATE TABLE customer_iban (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  iban text COLLATE "C" NOT NULL,
  -- by whose posting it was learned; undone, it is forgotten with it
  learned_from uuid,
  learned_by text NOT NULL,
  learned_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT customer_iban_pkey PRIMARY KEY (id),
  CONSTRAINT customer_iban_customer_id_iban_key UNIQUE (customer_id, iban)
);
CREATE INDEX customer_iban_iban_partner_path_idx ON customer_iban (iban, partner_path);
CREATE INDEX customer_iban_partner_path_idx ON customer_iban (partner_path);
CREATE INDEX customer_iban_learned_from_idx ON customer_iban (learned_from) WHERE learned_from IS NOT NULL;

DO $$ DECLARE k text[]; t text; BEGIN
  FOREACH t IN ARRAY ARRAY['bank_account', 'csv_mapping', 'bank_file', 'bank_file_part', 'bank_statement', 'bank_transaction', 'bank_skipped', 'customer_iban'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
  END LOOP;
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['bank_file_part', 'file_id', 'bank_file'], ['bank_statement', 'account_id', 'bank_account'], ['bank_transaction', 'account_id', 'bank_account'],
    ['bank_transaction', 'statement_id', 'bank_statement'], ['bank_skipped', 'same_as', 'bank_transaction'], ['customer_iban', 'customer_id', 'customer']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
END $$;
ALTER TABLE bank_statement ADD CONSTRAINT bank_statement_file_id_fkey FOREIGN KEY (file_id) REFERENCES bank_file (id);
ALTER TABLE bank_transaction ADD CONSTRAINT bank_transaction_file_id_fkey FOREIGN KEY (file_id) REFERENCES bank_file (id);
GRANT UPDATE (name, bic) ON bank_account TO backhaul_app;
GRANT UPDATE (mapping, header, saved_at) ON csv_mapping TO backhaul_app;
GRANT UPDATE (status, failure, failure_line, progress, read_at, entries_new, entries_known, warnings, mapping, ended_at) ON bank_file TO backhaul_app;
-- a lock on its first part is what whoever reads a file holds
GRANT UPDATE (position), DELETE ON bank_file_part TO backhaul_app;
GRANT UPDATE (date, opening_minor, closing_minor, adds_up, follows_on), DELETE ON bank_statement TO backhaul_app;
GRANT UPDATE (kind, status, suggestions, confidence, fits, paired_at, round, by_hand, posted_by, posted_at, posted_automatically, ignored_reason, written_off, returns_payment, possibly_id, name, iban, text, lines, end_to_end_id, mandate_reference, structured_reference, customer_reference), DELETE
  ON bank_transaction TO backhaul_app;
GRANT UPDATE (taken_in_as), DELETE ON bank_skipped TO backhaul_app;
GRANT DELETE ON customer_iban TO backhaul_app;

-- ---- payments that came by a bank
ALTER TABLE payment ADD COLUMN bank_transaction_id uuid, ADD COLUMN IF NOT EXISTS origin text;
ALTER TABLE payment ADD CONSTRAINT payment_bank_transaction_id_fkey FOREIGN KEY (bank_transaction_id) REFERENCES bank_transaction (id) ON DELETE SET NULL;
CREATE INDEX payment_bank_transaction_id_idx ON payment (bank_transaction_id) WHERE bank_transaction_id IS NOT NULL;

-- ---- what entries are paired by: numbers as they are written, and what is due
ALTER TABLE invoice ADD COLUMN number_key text COLLATE "C" GENERATED ALWAYS AS (upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g'))) STORED;
CREATE INDEX invoice_number_key_partner_path_idx ON invoice (number_key, partner_path);
CREATE INDEX invoice_due_idx ON invoice (due_minor, currency, partner_path) WHERE due_minor > 0;

-- ---- across the tree, in a line
CREATE POLICY identity ON bank_account FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON bank_transaction FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT (id, partner_id, partner_path, iban, account_number, currency) ON bank_account TO backhaul_identity;
GRANT SELECT (account_id, status, kind, partner_path) ON bank_transaction TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
-- whether an account stands already above or below a place, wherever one sees
CREATE FUNCTION bank_account_in_line(place text, number text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM bank_account a WHERE (a.iban = number OR a.account_number = number)
    AND (starts_with(place, a.partner_path) OR starts_with(a.partner_path, place))
    AND place >= scope_path() AND place < scope_end())
$$;
-- the accounts at and above these partners on which money waits to be paired, and whose they are
CREATE FUNCTION waiting_bank_accounts(places text[]) RETURNS TABLE (account_id uuid, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a.partner_id FROM bank_account a
  WHERE EXISTS (SELECT FROM unnest(places) p WHERE starts_with(p, a.partner_path) AND (p >= scope_path() AND p < scope_end()))
    AND EXISTS (SELECT FROM bank_transaction t WHERE t.account_id = a.id AND t.status IN ('SUGGESTED', 'UNMATCHED'))
$$;
DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['bank_account_in_line(text, text)', 'waiting_bank_accounts(text[])'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
