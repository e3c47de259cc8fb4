-- Who is charged by itself is read page by page in this order.
CREATE INDEX autopay_place_idx ON autopay (partner_path, customer_id) WHERE method_id IS NOT NULL;
DROP INDEX autopay_partner_path_idx;
