-- Usage makes whoever pays some months ahead due on each billing day: what waits was dated by the former rule, and is worked out
-- anew where there is any (see 20261128000500_next_billing_date).
ALTER TABLE partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_sum NO FORCE ROW LEVEL SECURITY;
UPDATE partner SET schedule_from = 0
WHERE id IN (SELECT partner_id FROM usage_sum WHERE charge_id IS NULL AND invoice_id IS NULL);
ALTER TABLE partner FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_sum FORCE ROW LEVEL SECURITY;
