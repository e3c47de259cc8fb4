-- The lists of bank entries at a million of them: best first is the order of an index, of all, of a status, of an account, of
-- a file, and of what waits; and a search is answered by the words of an entry. Each index ends with the place in the tree,
-- so that entries are counted without being looked up.
DROP INDEX bank_transaction_queue_idx;
DROP INDEX bank_transaction_account_queue_idx;
CREATE INDEX bank_transaction_best_idx ON bank_transaction (confidence DESC, booking_date, id, partner_path);
CREATE INDEX bank_transaction_status_best_idx ON bank_transaction (status, confidence DESC, booking_date, id, partner_path);
CREATE INDEX bank_transaction_account_best_idx ON bank_transaction (account_id, status, confidence DESC, booking_date, id, partner_path);
CREATE INDEX bank_transaction_file_best_idx ON bank_transaction (file_id, confidence DESC, booking_date, id, partner_path);
CREATE INDEX bank_transaction_waiting_idx ON bank_transaction (confidence DESC, booking_date, id, partner_path)
  WHERE status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS');
CREATE INDEX bank_transaction_account_waiting_idx ON bank_transaction (account_id, confidence DESC, booking_date, id, partner_path)
  WHERE status IN ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS');

-- Words are folded as those of customers are. Written with its functions' names resolved: indexes are built without a path.
CREATE FUNCTION bank_words(name text, said text, iban text, end_to_end_id text, bank_reference text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT array_to_tsvector(array(
    SELECT DISTINCT left(w, 60)
    FROM regexp_split_to_table(search_folded(coalesce(name, '') || ' ' || said || ' ' || coalesce(iban, '') || ' '
      || coalesce(end_to_end_id, '') || ' ' || coalesce(bank_reference, '')), '[\s,;:()"&/]+') w
    WHERE w <> ''
  ));
END;
CREATE INDEX bank_transaction_words_idx ON bank_transaction USING gin (bank_words(name, text, iban, end_to_end_id, bank_reference));

-- Row level security keeps a search from using such an index: it is asked here, and what it finds is read through the
-- policy as anything else. What the planner believes of the words must not lead it through the whole table.
GRANT SELECT (id, name, text, iban, end_to_end_id, bank_reference) ON bank_transaction TO backhaul_identity;
GRANT EXECUTE ON FUNCTION bank_words(text, text, text, text, text) TO backhaul_app, backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION bank_entries_found(search text, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = off AS $$
  WITH found AS MATERIALIZED (
    SELECT t.id, t.partner_path FROM bank_transaction t
    WHERE bank_words(t.name, t.text, t.iban, t.end_to_end_id, t.bank_reference) @@ search::tsquery
  )
  SELECT id FROM found
  WHERE partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL
  LIMIT most
$$;
ALTER FUNCTION bank_entries_found(text, int) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION bank_entries_found(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bank_entries_found(text, int) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
