-- What waits for a person is little among all there is: counted by indexes that hold nothing else.
CREATE INDEX invoice_drafted_idx ON invoice (partner_path, currency) WHERE state = 'DRAFT';
CREATE INDEX message_stopped_idx ON message (partner_path, status) WHERE status IN ('FAILED', 'HELD');
