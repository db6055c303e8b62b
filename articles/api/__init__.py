"""The archive as JSON, for programs: read-only, described by OpenAPI, under `/api/`."""
