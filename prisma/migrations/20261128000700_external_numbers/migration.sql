-- An external number is a customer's number in the system that its partner moved in from: two partners may bring the same
-- one, and none may learn from a refusal that another uses it. So it is unique in its partner, and no longer over the whole
-- installation. The number comes first in the index: the import and the filter of customers ask for numbers of all partners
-- that they see. No row changes: what was unique everywhere is unique in each partner.
CREATE UNIQUE INDEX customer_external_id_partner_id_key ON customer (external_id, partner_id);
DROP INDEX customer_external_id_key;
