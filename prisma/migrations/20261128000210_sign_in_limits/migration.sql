-- Failures to sign in are counted by account and where they come from, so that a stranger's do not keep the owner out; an
-- account as a whole is only slowed down. Who is meant by a name is looked for below the partner whose host was used, and
-- fairly: no reseller can fill the list of those whose password is checked. What is over is purged.

-- source: the address or network of the attempt; null where only the key counts
ALTER TABLE sign_in_failure ADD COLUMN source text COLLATE "C";
CREATE INDEX sign_in_failure_key_source_at_idx ON sign_in_failure (key, source, at);
CREATE INDEX sign_in_failure_at_idx ON sign_in_failure (at);

-- the network a session was opened from: an IPv4 address, or the /64 of an IPv6 one. Of the sessions that there are, those by IPv4 are known.
ALTER TABLE session ADD COLUMN network text COLLATE "C";
UPDATE session SET network = regexp_replace(address, '^::ffff:', '') WHERE address ~ '^(::ffff:)?\d{1,3}(\.\d{1,3}){3}$';
CREATE INDEX session_over_idx ON session (least(coalesce(revoked_at, expires_at), expires_at));
CREATE POLICY identity_purges ON session FOR DELETE TO backhaul_identity USING (true);
GRANT DELETE ON session TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

DROP FUNCTION sign_in_candidates(text, text);
DROP FUNCTION reset_candidates(text, text);
DROP FUNCTION sign_in_failures(text, timestamptz);
DROP FUNCTION record_sign_in_failure(text);
DROP FUNCTION clear_sign_in_failures(text);

-- Who could be meant by what was typed at the door, 20 at most, below a place of the tree. Several customers may share an
-- e-mail address, and anybody may give a customer of theirs somebody else's. First those that this device knows, then the one
-- with that login, then ten of the place's own partner; then every partner directly below it has its turn with all that lies
-- below that, each partner with one customer before any with a second, the higher ones first: those who fill a branch with
-- customers or partners fill only what lies below themselves.
CREATE FUNCTION accounts_named(app text, identifier text, place text, known uuid[]) RETURNS TABLE (kind text, id uuid, partner_id uuid, partner_path text, partner_number int, password_hash text, has_email boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f.kind, f.id, f.partner_id, f.partner_path, f.number, f.password_hash, f.has_email FROM (
    SELECT 'USER' kind, u.id, u.partner_id, u.partner_path, p.number, u.password_hash, true has_email, 0 rank, 0::bigint turn FROM app_user u JOIN partner p ON p.id = u.partner_id
      WHERE app IN ('admin', 'any') AND u.email_key = lower(identifier) AND u.active AND u.partner_path >= place AND u.partner_path < place || chr(1114111)
    UNION ALL
    SELECT 'CUSTOMER', l.id, l.partner_id, l.partner_path, l.number, l.password_hash, l.has_email, CASE WHEN l.by_login THEN 1 WHEN l.line = '' AND l.turn <= 10 THEN 2 ELSE 3 END, l.turn FROM (
      SELECT m.*, row_number() OVER (PARTITION BY m.line ORDER BY m.of_partner, m.depth, m.id) turn FROM (
        SELECT c.id, c.partner_id, c.partner_path, p.number, c.password_hash, c.email IS NOT NULL has_email, coalesce(c.login_key = lower(identifier), false) by_login,
          split_part(substr(c.partner_path, length(place) + 1), '.', 1) line, length(c.partner_path) - length(replace(c.partner_path, '.', '')) depth,
          row_number() OVER (PARTITION BY c.partner_id ORDER BY c.id) of_partner
        FROM customer c JOIN partner p ON p.id = c.partner_id
        WHERE app IN ('portal', 'any') AND (c.login_key = lower(identifier) OR c.email_key = lower(identifier)) AND c.password_hash IS NOT NULL
          AND c.partner_path >= place AND c.partner_path < place || chr(1114111)) m) l) f
  ORDER BY (f.id = ANY (known)) DESC, f.rank, f.turn, f.id LIMIT 20
$$;

-- of these accounts those that signed in from a network lately
CREATE FUNCTION signed_in_from(accounts uuid[], from_network text) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.id FROM unnest(accounts) a(id) WHERE EXISTS (SELECT 1 FROM session s WHERE s.user_id = a.id AND s.network = from_network AND s.created_at > now() - interval '90 days')
    OR EXISTS (SELECT 1 FROM session s WHERE s.customer_id = a.id AND s.network = from_network AND s.created_at > now() - interval '90 days')
$$;

-- failures of the last 15 minutes: of the key from this source, of the key from anywhere (1,000 at most), of the second key
CREATE FUNCTION attempts_counted(counted text, counted_source text, second text) RETURNS TABLE (here int, anywhere int, beside int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT (SELECT count(*)::int FROM sign_in_failure f WHERE f.key = counted AND f.source = counted_source AND f.at > now() - interval '15 minutes'),
    (SELECT count(*)::int FROM (SELECT 1 FROM sign_in_failure f WHERE f.key = counted AND f.at > now() - interval '15 minutes' LIMIT 1000) x),
    (SELECT count(*)::int FROM (SELECT 1 FROM sign_in_failure f WHERE f.key = second AND f.at > now() - interval '15 minutes' LIMIT 1000) x)
$$;
-- one more of them; the counts include it. Those that come at the same moment come one after the other here, on whatever server.
CREATE FUNCTION count_attempt(counted text, counted_source text, second text) RETURNS TABLE (here int, anywhere int, beside int) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4131, hashtext(counted));
  IF second IS NOT NULL THEN PERFORM pg_advisory_xact_lock(4132, hashtext(second)); END IF;
  INSERT INTO sign_in_failure (key, source) VALUES (counted, counted_source);
  IF second IS NOT NULL THEN INSERT INTO sign_in_failure (key) VALUES (second); END IF;
  RETURN QUERY SELECT * FROM attempts_counted(counted, counted_source, second);
END $$;
CREATE FUNCTION forget_attempts(counted text, counted_source text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM sign_in_failure f WHERE f.key = counted AND f.source = counted_source
$$;

-- what nobody looks at any more, so many rows of each kind at most; a session is kept for a while after its end, for the networks that are known
CREATE FUNCTION purge_sign_ins(most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE failures int; sessions int;
BEGIN
  DELETE FROM sign_in_failure f WHERE f.id IN (SELECT o.id FROM sign_in_failure o WHERE o.at < now() - interval '1 hour' ORDER BY o.at LIMIT most);
  GET DIAGNOSTICS failures = ROW_COUNT;
  DELETE FROM session s WHERE s.id IN (SELECT o.id FROM session o WHERE least(coalesce(o.revoked_at, o.expires_at), o.expires_at) < now() - interval '90 days' ORDER BY least(coalesce(o.revoked_at, o.expires_at), o.expires_at) LIMIT most);
  GET DIAGNOSTICS sessions = ROW_COUNT;
  RETURN greatest(failures, sessions);
END $$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['accounts_named(text, text, text, uuid[])', 'signed_in_from(uuid[], text)', 'attempts_counted(text, text, text)', 'count_attempt(text, text, text)', 'forget_attempts(text, text)', 'purge_sign_ins(int)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
