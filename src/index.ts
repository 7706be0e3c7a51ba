/** Everything that other packages may import. What is not here may change on any day. */
export type { Limits } from "./config.ts";
export { defaultLimits } from "./config.ts";
export { defaultConfiguration } from "./configuration/default-configuration.ts";
export { MalformedConfigurationError } from "./configuration/fields.ts";
export { parseConfiguration } from "./configuration/parse-configuration.ts";
export type {
  Configuration,
  DatasetPattern,
  NameRewrite,
  TagRule,
  UserExtractor,
} from "./configuration.ts";
export { OperationalError, ProvenanceError } from "./errors.ts";
export type { Note, ParsedEvent } from "./events/event.ts";
export { parseJson } from "./events/json.ts";
export { parseEvent } from "./events/parse-event.ts";
export {
  ListenError,
  NotLoopbackError,
  type RunningServer,
  type ServeOptions,
  serve,
} from "./http/server.ts";
export { mapDocument } from "./interop/posted-document.ts";
export { readRdf } from "./interop/read-rdf.ts";
export { writeQuads } from "./interop/write.ts";
export type { FacetSnapshot, Identity, MappedBundle } from "./mapping/bundle.ts";
export { type Iris, irisOf } from "./mapping/iris.ts";
export { mapEvent } from "./mapping/map-event.ts";
export { BundleTooLargeError } from "./mapping/statements.ts";
export {
  type AskedExport,
  type AskedQuery,
  type AskedQuestion,
  type AskedView,
  type EventOutcome,
  Muniment,
  type MunimentOptions,
  type Receipt,
  type Stats,
  UnknownBundleError,
} from "./muniment.ts";
export { OverloadedError } from "./pipeline/committer.ts";
export { BatchTooLargeError } from "./pipeline/preparation/prepare-body.ts";
export { QueryTimeoutError, TooManyQueriesError } from "./pipeline/query-limits.ts";
export type { Principal, Received } from "./principal.ts";
export type { Mode } from "./quads/quad-store.ts";
export type { Answer, AnswerRow, Coverage } from "./questions/answer.ts";
export { UnknownQuestionError } from "./questions/library.ts";
export { answerCsv, answerHtml, answerTable } from "./questions/render.ts";
export { UnknownGraphError } from "./reader.ts";
export type { QueryResult } from "./sparql/engine.ts";
export type { Finding, ValidationReport } from "./validation/report.ts";
export { dcat, dcterms, dpv, mun, prov } from "./vocabulary.ts";
