-- A sum grows with each record. With room on its page for what it becomes, no index is written for that: its indexes hold
-- nothing that a record changes.
ALTER TABLE usage_sum SET (fillfactor = 60);
