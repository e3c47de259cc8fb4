-- The sum that a record belongs to is found at once, however many kinds wait of a customer: by the customer alone each of
-- thousands of records went through thousands of sums.
DROP INDEX usage_sum_open_idx;
CREATE INDEX usage_sum_open_idx ON usage_sum (customer_id, service_id, kind, unit_price, period_from)
  WHERE charge_id IS NULL AND invoice_id IS NULL;
