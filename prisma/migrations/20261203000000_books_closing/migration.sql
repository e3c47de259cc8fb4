-- Books that are closed: nothing that moves money or is a document is dated on a closed day, by whatever path it comes.

-- Closings of a partner, one after the other: the latest holds, through its day; null opened again. Nothing is ever
-- changed: who closed and opened what, and when, stays.
CREATE TABLE books_closing (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- the last closed day
  through date,
  closed_by text NOT NULL,
  -- in the order in which the books' lock was held
  closed_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT books_closing_pkey PRIMARY KEY (id)
);
CREATE INDEX books_closing_partner_id_closed_at_idx ON books_closing (partner_id, closed_at);
CREATE INDEX books_closing_partner_path_idx ON books_closing (partner_path);
ALTER TABLE books_closing ADD CONSTRAINT books_closing_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE books_closing ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON books_closing TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY identity ON books_closing TO backhaul_identity USING (true);
GRANT SELECT, INSERT ON books_closing TO backhaul_app;
GRANT SELECT, INSERT ON books_closing TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;

-- What is closed for the partner at a place: by itself, and by those above through whom it invoices, that is up to the
-- nearest with a company name of its own. The last closed day of all of them, and who closed it; no row: all is open.
CREATE FUNCTION closing_at(place text) RETURNS TABLE (origin_id uuid, origin_path text, through date, closed_by text, closed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH above AS (
    SELECT a.id, a.path, n.ord, EXISTS (SELECT 1 FROM company_setting s WHERE s.partner_id = a.id AND s.values->>'name' IS NOT NULL) named
    FROM unnest(string_to_array(rtrim(place, '.'), '.')::int[]) WITH ORDINALITY n(number, ord) JOIN partner a ON a.number = n.number)
  SELECT a.id, a.path, b.through, b.closed_by, b.closed_at
  FROM above a
  CROSS JOIN LATERAL (SELECT * FROM books_closing WHERE partner_id = a.id ORDER BY closed_at DESC, id DESC LIMIT 1) b
  WHERE b.through IS NOT NULL AND a.ord >= coalesce((SELECT max(ord) FROM above WHERE named), 1)
  ORDER BY b.through DESC, a.ord DESC LIMIT 1
$$;

-- Whoever writes holds the books of the partner and of all above it as they are until the transaction ends; whoever
-- closes or opens waits for them, and they wait for whoever does.
CREATE FUNCTION hold_books(places text[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4125, number)
  FROM (SELECT DISTINCT n number FROM unnest(places) p(place) CROSS JOIN LATERAL unnest(string_to_array(rtrim(place, '.'), '.')::int[]) n ORDER BY 1) held;
END $$;

-- The same of partners inside the scope, for whoever dates something.
CREATE FUNCTION closings_of(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_path text, through date, closed_by text, closed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, c.* FROM partner p CROSS JOIN LATERAL closing_at(p.path) c
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end()
$$;

CREATE FUNCTION refuse_closed(places text[], days date[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE closed date;
BEGIN
  PERFORM hold_books(places);
  -- a statement of its own: it sees what was closed while the one before waited
  SELECT c.through INTO closed FROM unnest(places, days) w(place, day) CROSS JOIN LATERAL closing_at(w.place) c WHERE w.day <= c.through LIMIT 1;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'The books are closed through %. Date it % or later, or have the books opened again.',
      to_char(closed, 'FMDD Mon YYYY'), to_char(closed + 1, 'FMDD Mon YYYY') USING ERRCODE = 'BH003';
  END IF;
END $$;

-- of all rows of a statement at once: the first day of each place, by the column that is named
CREATE FUNCTION added_in_open_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE places text[]; days date[];
BEGIN
  EXECUTE format('SELECT array_agg(partner_path), array_agg(day) FROM (SELECT partner_path, min(%I) AS day FROM added GROUP BY partner_path) a', TG_ARGV[0]) INTO places, days;
  IF places IS NOT NULL THEN PERFORM refuse_closed(places, days); END IF;
  RETURN NULL;
END $$;
DO $$ DECLARE k text[]; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[['ledger_transaction', 'date'], ['invoice', 'document_date'], ['charge', 'document_date'], ['credit_note', 'document_date'],
    ['proforma', 'document_date'], ['payment', 'date'], ['refund', 'date'], ['write_off', 'date'], ['allocation', 'date']] LOOP
    EXECUTE format('CREATE TRIGGER books_open AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION added_in_open_books(%L)', k[1], k[2]);
  END LOOP;
END $$;

-- what becomes of a record on a day: a draft that is issued or dated anew, what is made void or taken back
CREATE FUNCTION changed_in_open_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM refuse_closed(ARRAY[NEW.partner_path], ARRAY[(to_jsonb(NEW)->>TG_ARGV[0])::date]);
  RETURN NULL;
END $$;
CREATE TRIGGER books_open_issued AFTER UPDATE ON invoice FOR EACH ROW
  WHEN ((OLD.state = 'DRAFT' AND NEW.state <> 'DRAFT') OR OLD.document_date <> NEW.document_date) EXECUTE FUNCTION changed_in_open_books('document_date');
CREATE TRIGGER books_open_void AFTER UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.void_on IS DISTINCT FROM NEW.void_on) EXECUTE FUNCTION changed_in_open_books('void_on');
CREATE TRIGGER books_open_void AFTER UPDATE ON proforma FOR EACH ROW
  WHEN (OLD.void_on IS DISTINCT FROM NEW.void_on) EXECUTE FUNCTION changed_in_open_books('void_on');
CREATE TRIGGER books_open_reversed AFTER UPDATE ON payment FOR EACH ROW
  WHEN (OLD.reversed_on IS DISTINCT FROM NEW.reversed_on) EXECUTE FUNCTION changed_in_open_books('reversed_on');

-- Whoever takes a name of its own, or another place in the tree, keeps closed what was closed before.
CREATE FUNCTION keep_closed(partner_id uuid, old_place text, new_place text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO books_closing (partner_id, partner_path, through, closed_by)
  SELECT partner_id, new_place, was.through, was.closed_by
  FROM closing_at(old_place) was
  WHERE NOT EXISTS (SELECT 1 FROM closing_at(new_place) c WHERE c.through >= was.through)
$$;
CREATE FUNCTION named_keeps_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE above text := regexp_replace(NEW.partner_path, '[0-9]+\.$', '');
BEGIN
  IF above <> '' THEN PERFORM keep_closed(NEW.partner_id, above, NEW.partner_path); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_closed_added AFTER INSERT ON company_setting FOR EACH ROW WHEN (NEW.values->>'name' IS NOT NULL) EXECUTE FUNCTION named_keeps_closed();
CREATE TRIGGER keeps_closed_changed AFTER UPDATE ON company_setting FOR EACH ROW
  WHEN (OLD.values->>'name' IS NULL AND NEW.values->>'name' IS NOT NULL) EXECUTE FUNCTION named_keeps_closed();
CREATE FUNCTION moved_keeps_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN PERFORM keep_closed(NEW.id, OLD.path, NEW.path); RETURN NULL; END $$;
-- the one that was moved alone: those below it go along
CREATE TRIGGER keeps_closed AFTER UPDATE ON partner FOR EACH ROW
  WHEN (substring(OLD.path from '([0-9]+\.)[0-9]+\.$') IS DISTINCT FROM substring(NEW.path from '([0-9]+\.)[0-9]+\.$')) EXECUTE FUNCTION moved_keeps_closed();

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['closing_at(text)', 'closings_of(uuid[])', 'refuse_closed(text[], date[])', 'added_in_open_books()', 'changed_in_open_books()',
    'keep_closed(uuid, text, text)', 'named_keeps_closed()', 'moved_keeps_closed()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION hold_books(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_books(text[]) TO backhaul_app, backhaul_identity;
GRANT EXECUTE ON FUNCTION closings_of(uuid[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
