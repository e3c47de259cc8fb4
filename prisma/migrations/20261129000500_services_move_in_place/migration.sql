-- A run moves every service on. A new version of a row that finds room on its own page needs no entry in any index: half a
-- page is kept for that, which is what a table whose rows all change each month takes anyway.
ALTER TABLE service SET (fillfactor = 50);
