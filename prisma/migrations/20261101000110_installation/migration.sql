-- The database's owner keeps the installation's own facts, and forced row level security holds it too unless it is a
-- superuser. The application has no rights on this table, so a policy for everybody opens it to nobody else.
CREATE POLICY owner ON installation USING (true);
