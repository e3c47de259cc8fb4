-- A key makes one payment of a channel. What staff records with a key of its own choosing and what a provider reports of a
-- checkout stand apart: nobody can take the key a customer's payment will come with, and have it swallowed. Every payment
-- says its channel already, and what was unique for all channels together is so for each.
CREATE UNIQUE INDEX payment_partner_id_source_idempotency_key_key ON payment (partner_id, source, idempotency_key);
DROP INDEX payment_partner_id_idempotency_key_key;
