-- The tenancy boundary: who may see and change which rows, whatever the application forgets.
--
-- The scope of a transaction is three settings, set with set_config(name, value, true) by server/src/tenancy alone:
--   app.partner_path  the place in the tree that the caller sees from, such as '1.4.'; empty: nothing is visible
--   app.partner_end   the end of the range of everything below it: the same, followed by the last character there is
--   app.customer_id   a customer's own scope, narrower still; empty for staff and jobs

-- ---- roles
-- backhaul_app holds the application's rights (the server signs in as a member of it). backhaul_identity owns the few
-- functions that must look across tenants, with the rights for just that. Neither owns a table or bypasses a policy.
DO $$ BEGIN CREATE ROLE backhaul_app NOLOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE backhaul_identity NOLOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'backhaul_identity', 'MEMBER') OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT backhaul_identity TO %I', current_user);
  END IF;
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO backhaul_app, backhaul_identity;
-- needed only while the functions below are handed over
GRANT CREATE ON SCHEMA public TO backhaul_identity;

-- ---- paths compare byte by byte, so that everything below '1.4.' is one range of an index
DO $$ DECLARE r record; BEGIN
  ALTER TABLE partner ALTER COLUMN path TYPE text COLLATE "C";
  FOR r IN SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'partner_path' AND NOT a.attisdropped LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN partner_path TYPE text COLLATE "C"', r.relname);
    -- a partner that moves takes its rows along
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', r.relname, r.relname || '_partner_fkey');
  END LOOP;
  ALTER TABLE customer_word ALTER COLUMN word TYPE text COLLATE "C";
  -- searched by how they begin, which is a range too
  ALTER TABLE invoice ALTER COLUMN number TYPE text COLLATE "C";
  ALTER TABLE payment ALTER COLUMN receipt_number TYPE text COLLATE "C";
END $$;

-- ---- rows point into their own tenant only
ALTER TABLE partner ADD CONSTRAINT partner_parent_fkey FOREIGN KEY (parent_id) REFERENCES partner (id);
DO $$ DECLARE k text[]; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['session','user_id','app_user'], ['session','customer_id','customer'],
    ['status_change','customer_id','customer'], ['future_item','customer_id','customer'], ['future_item','charge_id','charge'],
    ['billing_run_entry','customer_id','customer'], ['billing_run_entry','invoice_id','invoice'],
    ['charge','customer_id','customer'], ['charge','invoice_id','invoice'],
    ['invoice','customer_id','customer'], ['invoice_line','service_id','service'],
    ['ledger_transaction','customer_id','customer'], ['ledger_transaction','invoice_id','invoice'], ['ledger_transaction','service_id','service'],
    ['ledger_transaction','payment_id','payment'], ['ledger_transaction','charge_id','charge'], ['ledger_transaction','reverses_id','ledger_transaction'],
    ['credit','transaction_id','ledger_transaction'], ['credit','customer_id','customer'], ['credit','payment_id','payment'],
    ['allocation','customer_id','customer'], ['allocation','invoice_id','invoice'], ['allocation','transaction_id','ledger_transaction'], ['allocation','payment_id','payment'],
    ['payment','customer_id','customer'], ['checkout','customer_id','customer'], ['checkout','invoice_id','invoice'], ['checkout','payment_id','payment']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
END $$;
ALTER TABLE tariff ADD CONSTRAINT tariff_tax_rate_fkey FOREIGN KEY (tax_rate_id) REFERENCES tax_rate (id);
ALTER TABLE service ADD CONSTRAINT service_tariff_fkey FOREIGN KEY (tariff_id) REFERENCES tariff (id);
ALTER TABLE billing_run_entry ADD CONSTRAINT billing_run_entry_run_fkey FOREIGN KEY (run_id) REFERENCES billing_run (id);
ALTER TABLE billing_run_partner ADD CONSTRAINT billing_run_partner_run_fkey FOREIGN KEY (run_id) REFERENCES billing_run (id);

-- ---- wrong states cannot be stored
ALTER TABLE partner ADD CHECK (number > 0), ADD CHECK (path ~ '^([0-9]+\.)+$'), ADD CHECK ((parent_id IS NULL) = (number = 1));
ALTER TABLE app_user ADD CHECK (email_key = lower(email));
ALTER TABLE session ADD CHECK ((user_id IS NULL) <> (customer_id IS NULL));
ALTER TABLE tax_rate ADD CHECK (percent BETWEEN 0 AND 100);
ALTER TABLE tariff ADD CHECK (kind IN ('INTERNET', 'VOICE', 'RECURRING', 'ONE_TIME', 'BUNDLE')), ADD CHECK (price >= 0), ADD CHECK (setup_fee >= 0);
ALTER TABLE customer ADD CHECK (status IN ('NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE')), ADD CHECK (billing_type IN ('RECURRING', 'PREPAID_CUSTOM', 'PREPAID_DAILY')), ADD CHECK (login_key = lower(login));
ALTER TABLE service ADD CHECK (state IN ('RUNNING', 'PAUSED', 'ARCHIVED')), ADD CHECK (end_date >= start_date), ADD CHECK (quantity > 0), ADD CHECK (unit_price >= 0);
ALTER TABLE billing_run ADD CHECK (status IN ('PREVIEWING', 'READY', 'CONFIRMING', 'PROCESSED', 'DELETED', 'FAILED'));
ALTER TABLE invoice ADD CHECK (state IN ('DRAFT', 'ISSUED', 'VOID')), ADD CHECK (total_minor >= 0), ADD CHECK (total_minor = net_minor + tax_minor),
  ADD CHECK (paid_minor BETWEEN 0 AND total_minor), ADD CHECK ((state = 'DRAFT') = (number IS NULL)), ADD CHECK (due_date >= document_date);
ALTER TABLE invoice_line ADD CHECK (total_minor = net_minor + tax_minor);
ALTER TABLE ledger_transaction ADD CHECK (type IN ('DEBIT', 'CREDIT')), ADD CHECK (amount_minor >= 0);
ALTER TABLE credit ADD CHECK (remaining_minor >= 0);
ALTER TABLE allocation ADD CHECK (amount_minor <> 0);
ALTER TABLE payment ADD CHECK (amount_minor > 0), ADD CHECK (method IN ('CASH', 'BANK_TRANSFER', 'CARD', 'REFILL_CARD', 'DIRECT_DEBIT', 'OTHER'));
ALTER TABLE checkout ADD CHECK (amount_minor > 0), ADD CHECK (status IN ('PENDING', 'PAID', 'FAILED', 'CANCELLED'));

-- what is open is asked for all day long, and is little beside all that was ever invoiced
CREATE INDEX invoice_open_idx ON invoice (partner_path, due_date) INCLUDE (due_minor, currency) WHERE due_minor > 0;
CREATE INDEX invoice_open_customer_idx ON invoice (customer_id, due_date) WHERE due_minor > 0;
CREATE INDEX credit_open_idx ON credit (customer_id) WHERE remaining_minor > 0;
CREATE INDEX future_item_open_idx ON future_item (customer_id) WHERE charge_id IS NULL AND removed_at IS NULL;
CREATE INDEX billing_run_entry_issued_idx ON billing_run_entry (run_id, customer_number) WHERE left_out_code IS NULL;

-- ---- the scope, as functions
-- Stable, and called plainly: the planner then knows their values while it plans. Behind a sub-select it would have to
-- guess how much of a table a scope sees, guess almost nothing, and join 100,000 rows in nested loops.
CREATE FUNCTION scope_path() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.partner_path', true), '') COLLATE "C" $$;
CREATE FUNCTION scope_end() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.partner_end', true), '') COLLATE "C" $$;
CREATE FUNCTION scope_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.customer_id', true), '')::uuid $$;

-- ---- policies
-- A range and not starts_with(): only a range can use the index when the scope is no constant.
DO $$
DECLARE
  t text;
  inside text := 'partner_path >= scope_path() AND partner_path < scope_end()';
  staff text := 'scope_customer() IS NULL';
  own text := '(scope_customer() IS NULL OR customer_id = scope_customer())';
BEGIN
  FOR t IN SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND relkind = 'r' AND relname <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
  END LOOP;
  -- staff only
  FOREACH t IN ARRAY ARRAY['finance_setting', 'app_user', 'customer_word', 'billing_run', 'billing_run_partner', 'billing_run_entry', 'charge', 'number_counter', 'dunning_day'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (%s AND %s)', t, inside, staff);
  END LOOP;
  -- staff, and the customer that a row belongs to
  FOREACH t IN ARRAY ARRAY['session', 'status_change', 'service', 'future_item', 'invoice', 'invoice_line', 'ledger_transaction', 'credit', 'allocation', 'payment', 'checkout'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (%s AND %s)', t, inside, own);
  END LOOP;
  -- of which a customer may only read
  FOREACH t IN ARRAY ARRAY['status_change', 'service', 'future_item', 'invoice', 'invoice_line', 'ledger_transaction', 'credit', 'allocation', 'payment'] LOOP
    EXECUTE format('CREATE POLICY staff_inserts ON %I AS RESTRICTIVE FOR INSERT TO backhaul_app WITH CHECK (%s)', t, staff);
    EXECUTE format('CREATE POLICY staff_updates ON %I AS RESTRICTIVE FOR UPDATE TO backhaul_app USING (%s)', t, staff);
    EXECUTE format('CREATE POLICY staff_deletes ON %I AS RESTRICTIVE FOR DELETE TO backhaul_app USING (%s)', t, staff);
  END LOOP;
  EXECUTE format('CREATE POLICY scope ON customer TO backhaul_app USING (%s AND (%s OR id = scope_customer()))', inside, staff);
  -- what anybody does is recorded; only staff reads it, and nobody changes it
  EXECUTE format('CREATE POLICY scope_reads ON audit_entry FOR SELECT TO backhaul_app USING (%s AND %s)', inside, staff);
  EXECUTE format('CREATE POLICY scope_adds ON audit_entry FOR INSERT TO backhaul_app WITH CHECK (%s)', inside);
  -- a customer sees the partner it belongs to and none below it
  CREATE POLICY scope ON partner TO backhaul_app USING (path >= scope_path() AND path < scope_end() AND (scope_customer() IS NULL OR path = scope_path()));
  EXECUTE format('CREATE POLICY scope ON tariff_partner TO backhaul_app USING (%s AND (%s OR partner_path = scope_path()))', inside, staff);
  -- a tariff is seen by those who own it, those it is offered to and those who have it, changed by those who own it
  EXECUTE format('CREATE POLICY scope_reads ON tariff FOR SELECT TO backhaul_app USING ((%s AND %s) OR EXISTS (SELECT 1 FROM tariff_partner o WHERE o.tariff_id = tariff.id) OR EXISTS (SELECT 1 FROM service s WHERE s.tariff_id = tariff.id))', inside, staff);
  EXECUTE format('CREATE POLICY scope_adds ON tariff FOR INSERT TO backhaul_app WITH CHECK (%s AND %s)', inside, staff);
  EXECUTE format('CREATE POLICY scope_changes ON tariff FOR UPDATE TO backhaul_app USING (%s AND %s)', inside, staff);
  -- a tax rate is usable below its owner, changed by its owner and those above
  EXECUTE format('CREATE POLICY scope_reads ON tax_rate FOR SELECT TO backhaul_app USING (%s AND (%s OR starts_with(scope_path(), partner_path)))', staff, inside);
  EXECUTE format('CREATE POLICY scope_adds ON tax_rate FOR INSERT TO backhaul_app WITH CHECK (%s AND %s)', inside, staff);
  EXECUTE format('CREATE POLICY scope_changes ON tax_rate FOR UPDATE TO backhaul_app USING (%s AND %s)', inside, staff);
END $$;

-- ---- rights: what is immutable cannot be updated, whoever asks
GRANT SELECT, INSERT ON ledger_transaction, allocation, audit_entry, status_change TO backhaul_app;
GRANT SELECT, INSERT, UPDATE ON partner, finance_setting, app_user, session, tax_rate, tariff, customer, service, future_item, billing_run, number_counter, checkout, dunning_day TO backhaul_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tariff_partner, customer_word, billing_run_partner, billing_run_entry, invoice, invoice_line TO backhaul_app;
GRANT SELECT, INSERT ON credit, charge, payment TO backhaul_app;
GRANT UPDATE (remaining_minor) ON credit TO backhaul_app;
GRANT UPDATE (undone_at, undone_by) ON charge TO backhaul_app;
GRANT UPDATE (reversed_at, reversal_reason, custom_fields) ON payment TO backhaul_app;
GRANT USAGE ON SEQUENCE customer_number_seq, ledger_transaction_seq_seq TO backhaul_app;
GRANT EXECUTE ON FUNCTION new_id() TO backhaul_app, backhaul_identity;

-- ---- an issued invoice is frozen
CREATE FUNCTION invoice_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'invoice % is issued and cannot be deleted', OLD.number USING ERRCODE = 'BH001'; END IF;
  RAISE EXCEPTION 'invoice % is issued and cannot be changed', OLD.number USING ERRCODE = 'BH001';
END $$;
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.state <> 'DRAFT' AND ((NEW.state <> OLD.state AND NEW.state <> 'VOID')
    OR ROW(OLD.number, OLD.customer_id, OLD.document_date, OLD.due_date, OLD.currency, OLD.net_minor, OLD.tax_minor, OLD.total_minor, OLD.recurring, OLD.billed_to, OLD.billed_by, OLD.issued_at)
      IS DISTINCT FROM ROW(NEW.number, NEW.customer_id, NEW.document_date, NEW.due_date, NEW.currency, NEW.net_minor, NEW.tax_minor, NEW.total_minor, NEW.recurring, NEW.billed_to, NEW.billed_by, NEW.issued_at)))
  EXECUTE FUNCTION invoice_is_frozen();
CREATE TRIGGER invoice_kept BEFORE DELETE ON invoice FOR EACH ROW WHEN (OLD.state <> 'DRAFT') EXECUTE FUNCTION invoice_is_frozen();

CREATE FUNCTION invoice_line_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND state <> 'DRAFT') THEN RAISE EXCEPTION 'the lines of an issued invoice cannot be changed' USING ERRCODE = 'BH001'; END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER invoice_line_frozen BEFORE UPDATE ON invoice_line FOR EACH ROW WHEN (OLD.partner_path = NEW.partner_path) EXECUTE FUNCTION invoice_line_is_frozen();
CREATE TRIGGER invoice_line_kept BEFORE DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_is_frozen();

-- An invoice is the sum of its lines; all lines of one are written by one statement.
CREATE FUNCTION invoice_is_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT i.id INTO bad FROM (SELECT invoice_id, sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total FROM added GROUP BY 1) s JOIN invoice i ON i.id = s.invoice_id
  WHERE s.net <> i.net_minor OR s.tax <> i.tax_minor OR s.total <> i.total_minor LIMIT 1;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'the lines of invoice % do not add up to it', bad USING ERRCODE = 'BH002'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invoice_line_sum AFTER INSERT ON invoice_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION invoice_is_its_lines();

-- ---- facts_version: what billing would do to a customer may have changed
CREATE FUNCTION customer_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.facts_version := OLD.facts_version + 1; RETURN NEW; END $$;
CREATE TRIGGER facts_changed BEFORE UPDATE OF status, billing_type, billing, last_charge_on, next_billing_date, facts_version ON customer FOR EACH ROW EXECUTE FUNCTION customer_facts_changed();

CREATE FUNCTION service_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE customer SET facts_version = facts_version + 1 WHERE id = NEW.customer_id; RETURN NULL; END $$;
CREATE TRIGGER facts_changed AFTER UPDATE OF tariff_id, description, state, start_date, end_date, quantity, unit_price, setup_fee, pauses, discounts ON service FOR EACH ROW EXECUTE FUNCTION service_facts_changed();
CREATE TRIGGER facts_changed AFTER UPDATE OF removed_at ON future_item FOR EACH ROW EXECUTE FUNCTION service_facts_changed();

CREATE FUNCTION facts_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE customer SET facts_version = facts_version + 1 WHERE id IN (SELECT customer_id FROM added); RETURN NULL; END $$;
CREATE TRIGGER facts_added AFTER INSERT ON service REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION facts_added();
CREATE TRIGGER facts_added AFTER INSERT ON future_item REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION facts_added();

CREATE FUNCTION tariff_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE customer SET facts_version = facts_version + 1 WHERE id IN (SELECT customer_id FROM service WHERE tariff_id = NEW.id); RETURN NULL; END $$;
CREATE TRIGGER facts_changed AFTER UPDATE OF price, kind, tax_rate_id, tax_included, setup_fee ON tariff FOR EACH ROW EXECUTE FUNCTION tariff_facts_changed();

-- ---- the words that customers are found by
CREATE FUNCTION customer_words(VARIADIC texts text[]) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT left(w, 60) FROM regexp_split_to_table(lower(array_to_string(texts, ' ')), '[\s,;:()"&/]+') w WHERE w <> ''
$$;
CREATE FUNCTION customer_words_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word)
    SELECT c.id, c.partner_id, c.partner_path, w FROM added c CROSS JOIN LATERAL customer_words(c.name, c.email, c.login, c.external_id, c.number::text, c.phone, c.city) w;
  RETURN NULL;
END $$;
CREATE TRIGGER words_added AFTER INSERT ON customer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION customer_words_added();
CREATE FUNCTION customer_words_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word WHERE customer_id = NEW.id;
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word) SELECT NEW.id, NEW.partner_id, NEW.partner_path, w FROM customer_words(NEW.name, NEW.email, NEW.login, NEW.external_id, NEW.number::text, NEW.phone, NEW.city) w;
  RETURN NULL;
END $$;
-- a customer may change its own e-mail but may not read the words: this one runs with the identity role's rights
CREATE POLICY identity ON customer_word TO backhaul_identity USING (true);
GRANT SELECT, INSERT, DELETE ON customer_word TO backhaul_identity;
CREATE TRIGGER words_changed AFTER UPDATE OF name, email, login, external_id, phone, city ON customer FOR EACH ROW EXECUTE FUNCTION customer_words_changed();

-- ---- the few looks across tenants
CREATE POLICY identity ON partner FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON finance_setting FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON app_user FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON customer FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON session FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity_touches ON session FOR UPDATE TO backhaul_identity USING (true);
CREATE POLICY identity ON sign_in_failure TO backhaul_identity USING (true);
CREATE POLICY identity ON billing_run FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON tax_rate FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON installation FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT ON partner, finance_setting TO backhaul_identity;
GRANT SELECT (id, partner_id, partner_path, email_key, name, email, password_hash, role, active) ON app_user TO backhaul_identity;
GRANT SELECT (id, partner_id, partner_path, email_key, login_key, name, email, password_hash, status) ON customer TO backhaul_identity;
GRANT SELECT, UPDATE ON session TO backhaul_identity;
GRANT SELECT, INSERT, DELETE ON sign_in_failure TO backhaul_identity;
GRANT USAGE ON SEQUENCE sign_in_failure_id_seq TO backhaul_identity;
GRANT SELECT (id, partner_id, status, heartbeat_at) ON billing_run TO backhaul_identity;

-- who could be meant by what was typed at the door; several customers may share an e-mail address
CREATE FUNCTION sign_in_candidates(app text, identifier text) RETURNS TABLE (kind text, id uuid, partner_id uuid, partner_path text, partner_number int, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT 'USER', u.id, u.partner_id, u.partner_path, p.number, u.password_hash FROM app_user u JOIN partner p ON p.id = u.partner_id
    WHERE app IN ('admin', 'any') AND u.email_key = lower(identifier) AND u.active
  UNION ALL (SELECT 'CUSTOMER', c.id, c.partner_id, c.partner_path, p.number, c.password_hash FROM customer c JOIN partner p ON p.id = c.partner_id
    WHERE app IN ('portal', 'any') AND (c.login_key = lower(identifier) OR c.email_key = lower(identifier)) AND c.password_hash IS NOT NULL
    ORDER BY (c.login_key = lower(identifier)) DESC NULLS LAST, c.id LIMIT 10)
$$;

-- whose session a token is; touches it at most once a minute
CREATE FUNCTION session_of(hash bytea) RETURNS TABLE (session_id uuid, expires_at timestamptz, user_id uuid, customer_id uuid, partner_id uuid, partner_path text, partner_number int, role text, name text, email text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE session s SET last_seen_at = now() WHERE s.token_hash = hash AND s.revoked_at IS NULL AND s.last_seen_at < now() - interval '1 minute';
  RETURN QUERY SELECT s.id, s.expires_at, s.user_id, s.customer_id, s.partner_id, s.partner_path, p.number, u.role, coalesce(u.name, c.name), coalesce(u.email, c.email)
    FROM session s JOIN partner p ON p.id = s.partner_id LEFT JOIN app_user u ON u.id = s.user_id AND u.active LEFT JOIN customer c ON c.id = s.customer_id
    WHERE s.token_hash = hash AND s.revoked_at IS NULL AND s.expires_at > now() AND (u.id IS NOT NULL OR c.id IS NOT NULL);
END $$;

CREATE FUNCTION sign_in_failures(failure_key text, since timestamptz) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT count(*)::int FROM sign_in_failure f WHERE f.key = failure_key AND f.at > since
$$;
CREATE FUNCTION record_sign_in_failure(failure_key text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM sign_in_failure f WHERE f.key = failure_key AND f.at < now() - interval '1 hour';
  INSERT INTO sign_in_failure (key) VALUES (failure_key);
$$;
CREATE FUNCTION clear_sign_in_failures(failure_key text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM sign_in_failure f WHERE f.key = failure_key;
$$;

-- what a partner inherits lies above what its users see: root first, for partners inside the scope only
CREATE FUNCTION inherited_finance(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_name text, origin_path text, "values" jsonb, provenance jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, a.id, a.name, a.path, f.values, f.provenance
  FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN finance_setting f ON f.partner_id = a.id
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() ORDER BY p.id, length(a.path)
$$;

-- jobs run in one partner's scope at a time; these say which ones there are
CREATE FUNCTION partner_place(partner uuid) RETURNS TABLE (path text, number int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT p.path, p.number FROM partner p WHERE p.id = partner $$;
CREATE FUNCTION partners_for_jobs() RETURNS TABLE (partner_id uuid, time_zone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT p.id, p.time_zone FROM partner p $$;
CREATE FUNCTION unfinished_runs(silent_for interval) RETURNS TABLE (run_id uuid, partner_id uuid, status text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.id, r.partner_id, r.status FROM billing_run r WHERE r.status IN ('PREVIEWING', 'CONFIRMING') AND r.heartbeat_at < now() - silent_for
$$;
-- numbers of partners are one sequence for the whole tree, which no single scope sees
CREATE FUNCTION next_partner_number() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4117); -- two partners made at once must not get one number
  RETURN (SELECT coalesce(max(p.number), 0) + 1 FROM partner p);
END $$;
-- the look of the sign-in page, before anybody is known
CREATE FUNCTION branding_of(host text) RETURNS TABLE (name text, accent_color text, support_email text, support_phone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.name, p.accent_color, p.support_email, p.support_phone FROM partner p WHERE p.portal_domain = host OR p.number = 1 ORDER BY (p.portal_domain = host) DESC NULLS LAST LIMIT 1
$$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['sign_in_candidates(text, text)', 'session_of(bytea)', 'sign_in_failures(text, timestamptz)', 'record_sign_in_failure(text)', 'clear_sign_in_failures(text)',
    'inherited_finance(uuid[])', 'partner_place(uuid)', 'partners_for_jobs()', 'unfinished_runs(interval)', 'next_partner_number()', 'branding_of(text)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
  ALTER FUNCTION customer_words_changed() OWNER TO backhaul_identity;
END $$;
GRANT EXECUTE ON FUNCTION scope_path(), scope_end(), scope_customer(), customer_words(text[]) TO backhaul_app, backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- The application adds jobs in its own transactions, without rights on the queue's tables.
CREATE FUNCTION enqueue(task text, payload json, job_key text, run_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN PERFORM graphile_worker.add_job(task, payload, job_key => job_key, run_at => coalesce(run_at, now())); END $$;
REVOKE ALL ON FUNCTION enqueue(text, json, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue(text, json, text, timestamptz) TO backhaul_app;
