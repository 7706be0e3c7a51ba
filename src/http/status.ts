/**
 * Statuses by code: here alone does an error become HTTP. Every code in the source is in this table, on purpose
 * (`test/http/status.test.ts`), and in that of `docs/http-api.md`.
 */
export const statusOf: Readonly<Record<string, number>> = {
  // The request.
  "malformed-target": 400,
  "malformed-request": 400,
  "malformed-body": 400,
  "incomplete-body": 400,
  "malformed-parameter": 400,
  "missing-parameter": 400,
  "unknown-parameter": 400,
  "foreign-origin": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "not-acceptable": 406,
  "request-timeout": 408,
  "body-too-large": 413,
  "batch-too-large": 413,
  "unsupported-media-type": 415,
  "unsupported-encoding": 415,
  "misdirected-host": 421,
  "header-too-large": 431,

  // Events and posted documents.
  "malformed-json": 400,
  "malformed-event": 422,
  "invalid-bundle": 422,
  "bundle-too-large": 413,
  "malformed-rdf": 400,
  "malformed-prov": 400,
  "malformed-statement": 400,
  "undecided-equivalence": 422,
  "remote-context": 422,
  "canonicalisation-limit": 422,
  "reserved-graph": 422,
  "reserved-predicate": 422,
  "reserved-subject": 422,
  "empty-document": 422,
  "unwritable-term": 422,
  "unwritable-prov": 406,

  // Queries and questions.
  "malformed-query": 400,
  "unsupported-function": 400,
  "parameter-not-free": 400,
  "update-refused": 403,
  "service-refused": 403,
  "unknown-question": 404,
  "unknown-bundle": 404,
  "unknown-graph": 404,
  "unknown-query": 404,
  "unwritable-result": 406,

  // The server, for a while. A heavy query is no 408, on which browsers send it again unasked.
  overloaded: 503,
  "too-many-queries": 503,
  "query-timeout": 503,
  "query-too-large": 503,
  "too-many-rows": 503,
  "query-stopped": 503,
  closing: 503,
  "client-gone": 499,
  "journal-damaged": 503,
  "journal-not-written": 503,
  "index-damaged": 503,
  "index-not-written": 503,
  "data-directory-locked": 503,

  // Faults of a start, a command or a shipped file: no request can cause them, so the fault would be ours.
  "internal-error": 500,
  "bad-pattern": 500,
  "bad-use": 500,
  "base-iri-differs": 500,
  "base-iri-invalid": 500,
  "cannot-listen": 500,
  "duplicate-entry": 500,
  "journal-format-unknown": 500,
  "malformed-configuration": 500,
  "malformed-question": 500,
  "malformed-shapes": 500,
  "no-journal": 500,
  "not-native": 500,
  "not-loopback": 500,
  "record-target-invalid": 500,
  "server-error": 500,
  "store-key-differs": 500,
  "store-key-malformed": 500,
  "store-key-missing": 500,
  "unsupported-shapes": 500,
};

/** After how many seconds it is worth trying again. Not after a time-out: the same query would end in one again. */
export const retryAfterSeconds: Readonly<Record<string, number>> = {
  overloaded: 2,
  "too-many-queries": 2,
  closing: 10,
};
