-- What a person has to look at about money that came in: another amount than was asked for, or money that could not be
-- booked at all. It stays until somebody says what was done about it.
CREATE TABLE payment_task (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  -- null: nothing was booked
  payment_id uuid,
  -- what brought it up, by its natural key: there is never a second one for it
  cause text NOT NULL,
  words text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  closed_at timestamptz(6),
  closed_by text,
  note text,
  CONSTRAINT payment_task_pkey PRIMARY KEY (id),
  CONSTRAINT payment_task_closed_check CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (note IS NULL))
);
CREATE UNIQUE INDEX payment_task_partner_id_cause_key ON payment_task (partner_id, cause);
CREATE INDEX payment_task_customer_id_idx ON payment_task (customer_id);
CREATE INDEX payment_task_payment_id_idx ON payment_task (payment_id);
CREATE INDEX payment_task_open_idx ON payment_task (partner_path, created_at) WHERE closed_at IS NULL;
ALTER TABLE payment_task
  ADD CONSTRAINT payment_task_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT payment_task_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id),
  ADD CONSTRAINT payment_task_payment_id_fkey FOREIGN KEY (partner_id, payment_id) REFERENCES payment (partner_id, id);
ALTER TABLE payment_task ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- staff only
CREATE POLICY scope ON payment_task TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT ON payment_task TO backhaul_app;
GRANT UPDATE (closed_at, closed_by, note) ON payment_task TO backhaul_app;
