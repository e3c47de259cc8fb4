-- Whoever takes a payment back need not see the bank's entry that it was made of: that is of the partner whose account it came to,
-- which may stand above. What waits there again is told to that partner, and nothing of it to whoever took the payment back.
GRANT SELECT (id, customer_id, partner_path, bank_transaction_id) ON payment TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION partners_of_bank_entries_above(payments uuid[]) RETURNS TABLE (payment_id uuid, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, t.partner_id
  FROM unnest(payments) k(id)
  CROSS JOIN LATERAL (
    SELECT y.id, y.bank_transaction_id FROM payment y
    WHERE y.id = k.id AND y.partner_path >= scope_path() AND y.partner_path < scope_end() AND y.bank_transaction_id IS NOT NULL OFFSET 0) p
  CROSS JOIN LATERAL (
    SELECT b.partner_id FROM bank_transaction b
    WHERE b.id = p.bank_transaction_id AND NOT (b.partner_path >= scope_path() AND b.partner_path < scope_end()) OFFSET 0) t
$$;
ALTER FUNCTION partners_of_bank_entries_above(uuid[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION partners_of_bank_entries_above(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION partners_of_bank_entries_above(uuid[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
