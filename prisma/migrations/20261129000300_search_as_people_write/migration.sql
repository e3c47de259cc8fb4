-- Customers are found however a name or a phone number is written: words stand without accents and in lower case, phone
-- numbers also as their digits. Each word says which of the customer's own columns it stands in, so that a search by
-- somebody who may not read all of them looks at the rest: -1 the name, -2 the number, -3 the external number, -4 the
-- e-mail, -5 the login, -6 the phone, -7 the city; custom fields have numbers above 0.

-- Accents fall off, and letters that are not made of a plain one and an accent become the usual plain ones. The marks go
-- before the case: a database whose locale is C lowers plain letters alone. customers.words.ts folds what is typed likewise.
CREATE FUNCTION search_folded(given text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(replace(replace(replace(replace(replace(
    translate(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g'), 'øØłŁđĐħĦıŧŦ', 'oOlLdDhHitT'),
    'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'))
$$;

-- With and without what stands before the number at home: a country's code, the zero after it.
CREATE FUNCTION phone_words(phone text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(digits, n)
  FROM ltrim(regexp_replace(phone, '\D', '', 'g'), '0') digits, generate_series(1, 4) n
  WHERE length(digits) - n + 1 >= 7
$$;

CREATE FUNCTION customer_words_of(c customer) RETURNS TABLE (word text, field integer) LANGUAGE sql IMMUTABLE AS $$
  SELECT left(w, 60), f
  FROM (VALUES (c.name, -1), (c.number::text, -2), (c.external_id, -3), (c.email, -4), (c.login, -5), (c.phone, -6), (c.city, -7)) own (said, f),
    regexp_split_to_table(search_folded(said), '[\s,;:()"&/]+') w
  WHERE w <> ''
  UNION
  SELECT left(w, 60), -6 FROM phone_words(c.phone) w
$$;
GRANT EXECUTE ON FUNCTION search_folded(text), phone_words(text), customer_words_of(customer) TO backhaul_app, backhaul_identity;

CREATE OR REPLACE FUNCTION customer_words_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT a.id, a.partner_id, a.partner_path, w.word, w.field
    FROM added a
    CROSS JOIN LATERAL customer_words_of((SELECT c FROM customer c WHERE c.id = a.id)) w;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION customer_words_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word WHERE customer_id = NEW.id AND field < 0;
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT NEW.id, NEW.partner_id, NEW.partner_path, w.word, w.field FROM customer_words_of(NEW) w;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION custom_words_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT DISTINCT a.record_id, a.partner_id, a.partner_path, left(w, 60), a.field
    FROM added a
    CROSS JOIN LATERAL regexp_split_to_table(search_folded(a.search), '[\s,;:()"&/]+') w
    WHERE a.search IS NOT NULL AND w <> '';
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION custom_words_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM customer_word w
    USING removed r JOIN added a USING (record_id, key)
    WHERE r.search IS DISTINCT FROM a.search AND w.customer_id = r.record_id AND w.field = r.field;
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
    SELECT DISTINCT a.record_id, a.partner_id, a.partner_path, left(w, 60), a.field
    FROM removed r
    JOIN added a USING (record_id, key)
    CROSS JOIN LATERAL regexp_split_to_table(search_folded(a.search), '[\s,;:()"&/]+') w
    WHERE r.search IS DISTINCT FROM a.search AND w <> '';
  RETURN NULL;
END $$;

DROP FUNCTION customer_words(text[]);

-- ---- the words of those who are there already
-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE customer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE customer_word NO FORCE ROW LEVEL SECURITY;
DELETE FROM customer_word WHERE field = 0;
INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
  SELECT c.id, c.partner_id, c.partner_path, w.word, w.field
  FROM customer c
  CROSS JOIN LATERAL customer_words_of(c) w;
INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
  SELECT customer_id, partner_id, partner_path, left(search_folded(word), 60), field
  FROM customer_word
  WHERE field > 0 AND word <> search_folded(word)
  ON CONFLICT DO NOTHING;
DELETE FROM customer_word WHERE field > 0 AND word <> left(search_folded(word), 60);
ALTER TABLE customer_word ALTER COLUMN field DROP DEFAULT;
ALTER TABLE customer_word FORCE ROW LEVEL SECURITY;
ALTER TABLE customer FORCE ROW LEVEL SECURITY;
