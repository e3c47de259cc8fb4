-- Several files packed into one are read as one, each a file by itself where entries are told from each other: the same
-- entry in two of them is one, two equal entries of one of them are two.
ALTER TABLE bank_transaction ADD COLUMN member int NOT NULL DEFAULT 0;
ALTER TABLE bank_skipped ADD COLUMN member int NOT NULL DEFAULT 0;
ALTER TABLE bank_skipped DROP CONSTRAINT bank_skipped_file_id_same_as_key;
ALTER TABLE bank_skipped ADD CONSTRAINT bank_skipped_file_id_member_same_as_key UNIQUE (file_id, member, same_as);

-- how often the same bytes came after the first time
ALTER TABLE bank_file ADD COLUMN came_again int NOT NULL DEFAULT 0;
GRANT UPDATE (came_again, entries_new, entries_known) ON bank_file TO backhaul_app;

-- what a file was known to be the same as may be withdrawn: then it stands in its place
GRANT UPDATE (same_as) ON bank_skipped TO backhaul_app;
CREATE INDEX bank_transaction_possibly_id_idx ON bank_transaction (possibly_id) WHERE possibly_id IS NOT NULL;
