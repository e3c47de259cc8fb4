-- The report of a day asks for the sessions that were opened on it.
CREATE INDEX till_session_opened_on_partner_path_idx ON till_session (opened_on, partner_path);
