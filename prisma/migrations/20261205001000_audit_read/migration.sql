-- What was recorded is read: latest first, of one record, of one person, or of one kind of deed.
DROP INDEX audit_entry_entity_entity_id_idx;
CREATE INDEX audit_entry_entity_entity_id_at_id_idx ON audit_entry (entity, entity_id, at, id);
CREATE INDEX audit_entry_at_id_partner_path_idx ON audit_entry (at, id, partner_path);
CREATE INDEX audit_entry_actor_id_at_id_idx ON audit_entry (actor_id, at, id);
CREATE INDEX audit_entry_action_at_id_idx ON audit_entry (action, at, id);
CREATE INDEX audit_entry_actor_name_at_id_idx ON audit_entry (actor_name, at, id);
CREATE INDEX audit_entry_address_at_id_idx ON audit_entry (address, at, id);
