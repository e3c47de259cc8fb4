-- Whether a charge of a saved card is under way is asked before each other one: the few are found without those that ended.
CREATE INDEX checkout_under_way_idx ON checkout (customer_id) WHERE purpose = 'CHARGE' AND status = 'PENDING';
