-- Who works on an import run, and what was found out about its file. `done` is the resume point: a chunk of rows and the new `done`
-- are one transaction, taken only by the worker whose lease the row names, so that nothing is applied twice.

ALTER TABLE import_run
  ADD COLUMN uploaded boolean NOT NULL DEFAULT false,
  ADD COLUMN encoding text,
  ADD COLUMN separator text,
  ADD COLUMN committed_by text,
  ADD COLUMN worker uuid,
  ADD COLUMN leased_until timestamptz;

CREATE INDEX import_run_due ON import_run (tenant_id, import_id) WHERE state IN ('CHECKING', 'COMMITTING');

-- An upload that never ended is forgotten.
GRANT DELETE ON import_run TO tessera_app;
