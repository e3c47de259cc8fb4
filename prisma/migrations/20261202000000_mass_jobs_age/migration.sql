-- Work on many records says how many of its customers are told, and is put away some months after it ended.

ALTER TABLE mass_job_row ADD COLUMN mailed boolean NOT NULL DEFAULT false;
-- what is old is found whatever else there is
CREATE INDEX mass_job_ended_at_idx ON mass_job (ended_at);
GRANT DELETE ON mass_job, mass_job_row TO backhaul_app;
