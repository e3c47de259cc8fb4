-- Some mails tell of a change that no record shows any more when they go: who made it, when, and what it was. The words
-- are kept with the message, so that a later attempt and the record of what was sent say the same.
ALTER TABLE message ADD COLUMN said jsonb;
