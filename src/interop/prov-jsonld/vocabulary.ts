import type { StatementType } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Prefixes } from "../prefixes.ts";
import { provextNamespace } from "../prov-n/forms.ts";
import { relations } from "../prov-o/vocabulary.ts";

/** The context that documents name, and that is written. Its meaning is built in; it is never fetched. */
export const submissionContext = "https://openprovenance.org/prov-jsonld/context.jsonld";

/** Whether an IRI names that context, of which there are several copies. */
export function isSubmissionContext(iri: string): boolean {
  return /^https?:\/\/(?:openprovenance\.org|www\.w3\.org)\/[^\s"]*prov-jsonld/i.test(iri);
}

/** The prefixes that the context declares. */
export const contextPrefixes: Prefixes = {
  prov: namespaceOf.prov,
  provext: provextNamespace,
  xsd: namespaceOf.xsd,
  rdf: namespaceOf.rdf,
  rdfs: namespaceOf.rdfs,
};

/** The type of statement that each class stands for: those of PROV-O, and three of `provext`. */
export const typeOfClass: ReadonlyMap<string, StatementType> = new Map<string, StatementType>([
  ["Entity", "entity"],
  ["Activity", "activity"],
  ["Agent", "agent"],
  ...relations.map(({ node, type }) => [node.slice(node.indexOf("#") + 1), type] as const),
]);

/** The class that stands for a type of statement. */
export const classOfType: ReadonlyMap<StatementType, string> = new Map(
  [...typeOfClass].map(([name, type]) => [type, name] as const),
);

/** The attributes of PROV-DM 5.7.2 that have a key without prefix. */
export const bareAttributes: ReadonlySet<string> = new Set(["type", "label", "location", "role", "value"]);

/** The attributes of which a plain text is a name, since the context makes it one. */
export const nameAttributes: ReadonlySet<string> = new Set(
  ["type", "location", "role"].map((local) => namespaceOf.prov + local),
);

const event = ["type", "label", "location", "role"];

/** The keys without prefix that the schema of the submission lets a statement have; of the others, it has `type` and `label`. */
export const bareAttributesOf: Readonly<Partial<Record<StatementType, readonly string[]>>> = {
  entity: ["type", "label", "location", "value"],
  activity: ["type", "label", "location"],
  agent: ["type", "label", "location"],
  used: event,
  wasGeneratedBy: event,
  wasInvalidatedBy: event,
  wasStartedBy: event,
  wasEndedBy: event,
  wasAssociatedWith: ["type", "label", "role"],
};
