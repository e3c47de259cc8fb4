-- Notices of a status or a debt that wait: looked up by their customer whenever money moves, to be cancelled when that is
-- over. Few beside all that was ever sent.
CREATE INDEX message_notice_idx ON message (customer_id) WHERE kind IN ('BLOCKED_MAIL', 'REMINDER_MAIL') AND status IN ('QUEUED', 'HELD', 'SENDING');
