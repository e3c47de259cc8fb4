-- Whether the account at the provider was one for tests when money came by it: no real money moved, and it says so for
-- good, wherever it shows. A checkout and a saved card take that of the account that they name.
ALTER TABLE checkout ADD COLUMN test boolean NOT NULL DEFAULT false;
ALTER TABLE saved_method ADD COLUMN test boolean NOT NULL DEFAULT false;
ALTER TABLE payment ADD COLUMN test boolean NOT NULL DEFAULT false;

ALTER TABLE gateway_account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout NO FORCE ROW LEVEL SECURITY;
ALTER TABLE saved_method NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
UPDATE checkout k SET test = true
FROM gateway_account g
WHERE g.id = k.gateway_account_id AND g.mode = 'TEST';
UPDATE saved_method m SET test = true
FROM gateway_account g
WHERE g.id = m.gateway_account_id AND g.mode = 'TEST';
UPDATE payment p SET test = true
FROM checkout k
WHERE k.partner_id = p.partner_id AND k.payment_id = p.id AND k.test;
UPDATE payment SET test = true WHERE gateway_kind = 'SANDBOX' AND NOT test;
ALTER TABLE gateway_account FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout FORCE ROW LEVEL SECURITY;
ALTER TABLE saved_method FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;

ALTER TABLE payment
  ADD CHECK (NOT test OR gateway_kind IS NOT NULL),
  ADD CHECK (test OR gateway_kind IS DISTINCT FROM 'SANDBOX');
