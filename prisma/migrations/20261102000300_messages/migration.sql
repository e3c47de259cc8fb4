-- Messages to customers and users: queued in the transaction of what they announce, sent by background work.

CREATE TABLE message (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  channel text NOT NULL,
  kind text NOT NULL,
  -- what is announced: there is never a second message for it
  cause text NOT NULL,
  customer_id uuid,
  user_id uuid,
  invoice_id uuid,
  payment_id uuid,
  reset_id uuid,
  -- null: wherever the customer's contact details point when it is sent
  recipient text,
  priority smallint NOT NULL,
  -- asked for by a person, or a security matter: hours and weekdays do not hold it back
  at_once boolean NOT NULL DEFAULT false,
  status text NOT NULL,
  send_after timestamptz(6) NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  error text,
  subject text,
  body text,
  sent_to text,
  sent_at timestamptz(6),
  message_id text,
  lease uuid,
  lease_until timestamptz(6),
  -- from here on the mail server may have it, whatever we hear
  transmitting_at timestamptz(6),
  recorded_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT message_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX message_partner_id_id_key ON message (partner_id, id);
CREATE UNIQUE INDEX message_partner_id_cause_key ON message (partner_id, cause);
CREATE INDEX message_partner_path_created_at_idx ON message (partner_path, created_at);
CREATE INDEX message_partner_path_status_idx ON message (partner_path, status);
CREATE INDEX message_customer_id_created_at_idx ON message (customer_id, created_at);
CREATE INDEX message_invoice_id_idx ON message (invoice_id);
CREATE INDEX message_payment_id_idx ON message (payment_id);
-- what waits is little beside all that was ever sent
CREATE INDEX message_due_idx ON message (partner_id, priority, send_after, id) WHERE status = 'QUEUED';
CREATE INDEX message_held_idx ON message (partner_id) WHERE status = 'HELD';
CREATE INDEX message_leased_idx ON message (partner_id, lease_until) WHERE status = 'SENDING';

-- Every attempt to send, for ever.
CREATE TABLE message_attempt (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  message_id uuid NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT now(),
  outcome text NOT NULL,
  detail text,
  CONSTRAINT message_attempt_pkey PRIMARY KEY (id)
);
CREATE INDEX message_attempt_message_id_idx ON message_attempt (message_id);
CREATE INDEX message_attempt_partner_id_at_idx ON message_attempt (partner_id, at);

-- What a partner sets itself; secrets: encrypted by the application, each one bound to its partner and name.
CREATE TABLE message_setting (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  "values" jsonb NOT NULL DEFAULT '{}',
  provenance jsonb NOT NULL DEFAULT '{}',
  secrets jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT message_setting_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX message_setting_partner_path_idx ON message_setting (partner_path);

-- What a customer no longer wants by mail.
CREATE TABLE message_opt_out (
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT message_opt_out_pkey PRIMARY KEY (customer_id, kind)
);
CREATE INDEX message_opt_out_partner_path_idx ON message_opt_out (partner_path);

-- A link by which somebody may set a new password once. The token is made when the mail goes out, and only its hash is kept.
CREATE TABLE password_reset (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  user_id uuid,
  customer_id uuid,
  token_hash bytea,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6) NOT NULL,
  used_at timestamptz(6),
  CONSTRAINT password_reset_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX password_reset_token_hash_key ON password_reset (token_hash);
CREATE UNIQUE INDEX password_reset_partner_id_id_key ON password_reset (partner_id, id);
CREATE INDEX password_reset_partner_path_idx ON password_reset (partner_path);
CREATE INDEX password_reset_user_id_idx ON password_reset (user_id);
CREATE INDEX password_reset_customer_id_idx ON password_reset (customer_id);

DO $$ DECLARE t text; k text[]; BEGIN
  FOREACH t IN ARRAY ARRAY['message', 'message_attempt', 'message_setting', 'message_opt_out', 'password_reset'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
  END LOOP;
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['message', 'customer_id', 'customer'], ['message', 'user_id', 'app_user'], ['message', 'invoice_id', 'invoice'], ['message', 'payment_id', 'payment'], ['message', 'reset_id', 'password_reset'],
    ['message_attempt', 'message_id', 'message'], ['message_opt_out', 'customer_id', 'customer'], ['password_reset', 'user_id', 'app_user'], ['password_reset', 'customer_id', 'customer']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
END $$;
ALTER TABLE message ADD CHECK (channel IN ('EMAIL', 'SMS')), ADD CHECK (status IN ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'CANCELLED', 'HELD')), ADD CHECK (priority BETWEEN 0 AND 2),
  ADD CHECK ((status = 'SENT') = (sent_at IS NOT NULL)), ADD CHECK ((status = 'SENDING') = (lease IS NOT NULL)), ADD CHECK (recipient !~ '[\r\n]'), ADD CHECK (subject !~ '[\r\n]'), ADD CHECK (sent_to !~ '[\r\n]');
ALTER TABLE message_attempt ADD CHECK (outcome IN ('SENT', 'TEMPORARY', 'PERMANENT', 'UNCERTAIN', 'SERVER'));
ALTER TABLE password_reset ADD CHECK ((user_id IS NULL) <> (customer_id IS NULL));

GRANT SELECT, INSERT, UPDATE ON message, message_setting, password_reset TO backhaul_app;
GRANT SELECT, INSERT ON message_attempt TO backhaul_app;
GRANT SELECT, INSERT, DELETE ON message_opt_out TO backhaul_app;

-- ---- the few looks across tenants
CREATE POLICY identity ON message FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON message_setting FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON password_reset FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT (partner_id, status, priority, send_after, lease_until) ON message TO backhaul_identity;
GRANT SELECT ON message_setting TO backhaul_identity;
GRANT SELECT (id, partner_id, user_id, customer_id, token_hash, expires_at, used_at) ON password_reset TO backhaul_identity;
GRANT SELECT, INSERT, UPDATE ON installation TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

-- whether the installation itself has a mail server: its workers say so when they start, whoever queues asks
CREATE FUNCTION installation_sends_mail() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce((SELECT i.value = 'yes' FROM installation i WHERE i.key = 'mail-server'), false)
$$;
CREATE FUNCTION set_installation_sends_mail(sends boolean) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO installation (key, value) VALUES ('mail-server', CASE WHEN sends THEN 'yes' ELSE 'no' END) ON CONFLICT (key) DO UPDATE SET value = excluded.value
$$;

-- what a partner inherits lies above what its users see: root first, for partners inside the scope only
CREATE FUNCTION inherited_messaging(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_name text, origin_path text, "values" jsonb, provenance jsonb, secrets jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, a.id, a.name, a.path, s.values, s.provenance, s.secrets
  FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN message_setting s ON s.partner_id = a.id
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() ORDER BY p.id, length(a.path)
$$;

-- the partners that have something to send, or to tidy up after a process that died; a few index look-ups each, however much waits
CREATE FUNCTION partners_with_messages(at timestamptz) RETURNS TABLE (partner_id uuid, urgent boolean, due boolean, held boolean, stranded boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT * FROM (SELECT p.id,
    EXISTS (SELECT 1 FROM message m WHERE m.partner_id = p.id AND m.status = 'QUEUED' AND m.priority = 0 AND m.send_after <= at) urgent,
    EXISTS (SELECT 1 FROM message m WHERE m.partner_id = p.id AND m.status = 'QUEUED' AND m.priority IN (1, 2) AND m.send_after <= at) due,
    EXISTS (SELECT 1 FROM message m WHERE m.partner_id = p.id AND m.status = 'HELD') held,
    EXISTS (SELECT 1 FROM message m WHERE m.partner_id = p.id AND m.status = 'SENDING' AND m.lease_until < at) stranded
    FROM partner p) found WHERE found.urgent OR found.due OR found.held OR found.stranded
$$;

-- who could be meant by somebody who forgot the password; those that never could sign in get no link
CREATE FUNCTION reset_candidates(app text, identifier text) RETURNS TABLE (kind text, id uuid, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT 'USER', u.id, u.partner_id FROM app_user u WHERE app IN ('admin', 'any') AND u.email_key = lower(identifier) AND u.active
  UNION ALL (SELECT 'CUSTOMER', c.id, c.partner_id FROM customer c
    WHERE app IN ('portal', 'any') AND (c.login_key = lower(identifier) OR c.email_key = lower(identifier)) AND c.password_hash IS NOT NULL AND c.email IS NOT NULL
    ORDER BY (c.login_key = lower(identifier)) DESC NULLS LAST, c.id LIMIT 10)
$$;
CREATE FUNCTION password_reset_of(hash bytea) RETURNS TABLE (id uuid, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.id, r.partner_id FROM password_reset r WHERE r.token_hash = hash AND r.used_at IS NULL AND r.expires_at > now()
$$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['installation_sends_mail()', 'set_installation_sends_mail(boolean)', 'inherited_messaging(uuid[])', 'partners_with_messages(timestamptz)', 'reset_candidates(text, text)', 'password_reset_of(bytea)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
