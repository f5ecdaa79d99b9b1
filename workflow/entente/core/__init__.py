"""What every other room stands on: errors, declared files, schemas, storage, and the record of a run."""
