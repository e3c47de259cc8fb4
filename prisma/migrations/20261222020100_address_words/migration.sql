-- Customers are found by their address, too: -8 is the street, -9 the postal code. And a payment is found by its receipt's
-- number in the whole tree, not only in one partner.
CREATE OR REPLACE FUNCTION customer_words_of(c customer) RETURNS TABLE (word text, field integer) LANGUAGE sql IMMUTABLE AS $$
  SELECT left(w, 60), f
  FROM (VALUES (c.name, -1), (c.number::text, -2), (c.external_id, -3), (c.email, -4), (c.login, -5), (c.phone, -6), (c.city, -7),
    (c.street, -8), (c.zip, -9)) own (said, f),
    regexp_split_to_table(search_folded(said), '[\s,;:()"&/]+') w
  WHERE w <> ''
  UNION
  SELECT left(w, 60), -6 FROM phone_words(c.phone) w
$$;
DROP TRIGGER words_changed ON customer;
CREATE TRIGGER words_changed AFTER UPDATE OF name, email, login, external_id, phone, city, street, zip ON customer
  FOR EACH ROW EXECUTE FUNCTION customer_words_changed();

-- The words of those who are there already: the owner is held by row level security, whoever keeps the words is not.
GRANT SELECT (street, zip) ON customer TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION add_address_words() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO customer_word (customer_id, partner_id, partner_path, word, field)
  SELECT DISTINCT c.id, c.partner_id, c.partner_path, left(w, 60), own.f
  FROM customer c
  CROSS JOIN LATERAL (VALUES (c.street, -8), (c.zip, -9)) own (said, f)
  CROSS JOIN LATERAL regexp_split_to_table(search_folded(own.said), '[\s,;:()"&/]+') w
  WHERE w <> ''
$$;
ALTER FUNCTION add_address_words() OWNER TO backhaul_identity;
-- Which of some words begins the fewest in the whole installation leads a search along the index. Counted as far as the
-- scope sees, a common word would be gone through to its end where few customers are seen; only the order is told.
CREATE FUNCTION rarest_words(words text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  SELECT w.word
  FROM unnest(words) WITH ORDINALITY w(word, place)
  CROSS JOIN LATERAL (
    SELECT count(*) n FROM (
      SELECT 1 FROM customer_word c WHERE c.word >= w.word AND c.word < w.word || chr(1114111) LIMIT 10000) few) n
  ORDER BY n.n, w.place
$$;
ALTER FUNCTION rarest_words(text[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION rarest_words(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rarest_words(text[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
SELECT add_address_words();
DROP FUNCTION add_address_words();

CREATE INDEX payment_receipt_number_idx ON payment (receipt_number, partner_path);

-- With the place in the tree and the column, so that words of what the scope does not see are passed over in the index alone.
DROP INDEX customer_word_word_customer_id_idx;
CREATE INDEX customer_word_word_idx ON customer_word (word, partner_path, customer_id, field);
