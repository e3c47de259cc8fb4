-- The cash desk: tills, who may use them, and sessions: one person at one till from opening to counted close. What moves in a
-- session is only ever added; what should be in the drawer is the sum of it, and kept nowhere else.
CREATE TABLE till (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL,
  currency text NOT NULL,
  -- the most cash that may lie in it; null: as much as comes
  limit_minor bigint,
  archived_at timestamptz(6),
  -- closes are numbered without gaps
  last_number integer NOT NULL DEFAULT 0,
  -- what the last close left in it; null before the first
  left_minor bigint,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT till_pkey PRIMARY KEY (id),
  CONSTRAINT till_limit_check CHECK (limit_minor > 0),
  CONSTRAINT till_left_check CHECK (left_minor >= 0)
);
CREATE UNIQUE INDEX till_partner_id_id_key ON till (partner_id, id);
CREATE UNIQUE INDEX till_partner_id_name_key ON till (partner_id, name) WHERE archived_at IS NULL;
CREATE INDEX till_partner_path_name_idx ON till (partner_path, name);

-- staff of the partner or of one above it
CREATE TABLE till_user (
  till_id uuid NOT NULL,
  user_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  CONSTRAINT till_user_pkey PRIMARY KEY (till_id, user_id)
);
CREATE INDEX till_user_user_id_idx ON till_user (user_id);
CREATE INDEX till_user_partner_path_idx ON till_user (partner_path);

CREATE TABLE till_session (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  till_id uuid NOT NULL,
  user_id uuid NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  opened_on date NOT NULL,
  float_minor bigint NOT NULL,
  -- what the close before left, and why there is something else; null where it was the first
  left_before_minor bigint,
  float_reason text,
  status text NOT NULL DEFAULT 'OPEN',
  closed_at timestamptz(6),
  closed_on date,
  number integer,
  expected_minor bigint,
  counted_minor bigint,
  left_minor bigint,
  close_reason text,
  approved_by text,
  approved_at timestamptz(6),
  approval_reason text,
  CONSTRAINT till_session_pkey PRIMARY KEY (id),
  CONSTRAINT till_session_status_check CHECK (status IN ('OPEN', 'AWAITING_APPROVAL', 'CLOSED')),
  CONSTRAINT till_session_float_check CHECK (float_minor >= 0),
  CONSTRAINT till_session_closed_check CHECK (num_nonnulls(closed_at, closed_on, number, expected_minor, counted_minor, left_minor) = CASE WHEN status = 'OPEN' THEN 0 ELSE 6 END),
  CONSTRAINT till_session_left_check CHECK (left_minor BETWEEN 0 AND counted_minor),
  CONSTRAINT till_session_approved_check CHECK (num_nonnulls(approved_by, approved_at, approval_reason) IN (0, 3) AND (approved_by IS NULL OR status = 'CLOSED'))
);
CREATE UNIQUE INDEX till_session_partner_id_id_key ON till_session (partner_id, id);
CREATE UNIQUE INDEX till_session_open_till_key ON till_session (till_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX till_session_open_user_key ON till_session (user_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX till_session_till_id_number_key ON till_session (till_id, number);
CREATE INDEX till_session_till_id_opened_at_idx ON till_session (till_id, opened_at);
CREATE INDEX till_session_partner_path_status_idx ON till_session (partner_path, status);

CREATE TABLE till_movement (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  session_id uuid NOT NULL,
  kind text NOT NULL,
  method text NOT NULL,
  amount_minor bigint NOT NULL,
  -- of PAYMENT and REFUND: the customer's partner may lie below the till's
  payment_id uuid,
  -- what was handed over
  tendered_minor bigint,
  reason text,
  recorded_by text NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT till_movement_pkey PRIMARY KEY (id),
  CONSTRAINT till_movement_kind_check CHECK (kind IN ('PAYMENT', 'REFUND', 'PAY_IN', 'PAY_OUT', 'DEPOSIT')),
  CONSTRAINT till_movement_amount_check CHECK (amount_minor > 0),
  CONSTRAINT till_movement_payment_check CHECK ((payment_id IS NOT NULL) = (kind IN ('PAYMENT', 'REFUND'))),
  CONSTRAINT till_movement_reason_check CHECK (kind = 'PAYMENT' OR reason IS NOT NULL),
  CONSTRAINT till_movement_cash_check CHECK (kind IN ('PAYMENT', 'REFUND') OR method = 'CASH')
);
CREATE INDEX till_movement_session_id_at_idx ON till_movement (session_id, at);
CREATE UNIQUE INDEX till_movement_payment_id_key ON till_movement (payment_id) WHERE kind = 'PAYMENT';
CREATE INDEX till_movement_payment_id_idx ON till_movement (payment_id);
CREATE INDEX till_movement_partner_path_idx ON till_movement (partner_path);

-- every count, the first too: counting again to fit is seen
CREATE TABLE till_count (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  session_id uuid NOT NULL,
  counted_minor bigint NOT NULL,
  -- what should have been there at that moment
  expected_minor bigint NOT NULL,
  counted_by text NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT till_count_pkey PRIMARY KEY (id),
  CONSTRAINT till_count_counted_check CHECK (counted_minor >= 0)
);
CREATE INDEX till_count_session_id_at_idx ON till_count (session_id, at);
CREATE INDEX till_count_partner_path_idx ON till_count (partner_path);

ALTER TABLE till ADD CONSTRAINT till_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE till_user
  ADD CONSTRAINT till_user_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT till_user_till_id_fkey FOREIGN KEY (partner_id, till_id) REFERENCES till (partner_id, id),
  ADD CONSTRAINT till_user_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE till_session
  ADD CONSTRAINT till_session_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT till_session_till_id_fkey FOREIGN KEY (partner_id, till_id) REFERENCES till (partner_id, id),
  ADD CONSTRAINT till_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE till_movement
  ADD CONSTRAINT till_movement_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT till_movement_session_id_fkey FOREIGN KEY (partner_id, session_id) REFERENCES till_session (partner_id, id),
  ADD CONSTRAINT till_movement_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment (id);
ALTER TABLE till_count
  ADD CONSTRAINT till_count_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT till_count_session_id_fkey FOREIGN KEY (partner_id, session_id) REFERENCES till_session (partner_id, id);

ALTER TABLE till ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE till_user ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE till_session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE till_movement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE till_count ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- staff only
CREATE POLICY scope ON till TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope ON till_user TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope ON till_session TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope ON till_movement TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope ON till_count TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT ON till, till_session, till_movement, till_count TO backhaul_app;
GRANT SELECT, INSERT, DELETE ON till_user TO backhaul_app;
GRANT UPDATE (name, limit_minor, archived_at, last_number, left_minor) ON till TO backhaul_app;
GRANT UPDATE (status, closed_at, closed_on, number, expected_minor, counted_minor, left_minor, close_reason, approved_by, approved_at, approval_reason) ON till_session TO backhaul_app;

-- a closed session stays as it was closed, and nothing moves in one that was counted
CREATE FUNCTION closed_session_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a closed session of a till never changes';
END $$;
CREATE TRIGGER closed_stays BEFORE UPDATE OF status, closed_at, closed_on, number, expected_minor, counted_minor, left_minor, close_reason, approved_by, approved_at, approval_reason ON till_session
  FOR EACH ROW WHEN (OLD.status = 'CLOSED') EXECUTE FUNCTION closed_session_stays();
CREATE FUNCTION moves_in_open_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM till_session WHERE id = NEW.session_id AND status = 'OPEN') THEN
    RAISE EXCEPTION 'nothing moves in a session of a till that is closed';
  END IF;
  RETURN NULL;
END $$;
-- after it: the policy has spoken by then
CREATE TRIGGER moves_in_open AFTER INSERT ON till_movement FOR EACH ROW EXECUTE FUNCTION moves_in_open_session();

-- what it came by, in words: of payments that no provider took
ALTER TABLE payment ADD COLUMN IF NOT EXISTS origin text;
