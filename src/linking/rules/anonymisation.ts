import type { NamedNode, Term } from "@rdfjs/types";
import { readInstant } from "../../instant.ts";
import { dcterms, dpv, prov } from "../../vocabulary.ts";
import type { Name } from "../rest/names.ts";
import type { Known } from "../rule.ts";
import { generatorsOf } from "./activities.ts";
import { classificationOf } from "./current-facet.ts";
import { contains, periodOf } from "./validity.ts";
import { versionOf } from "./version.ts";

/**
 * Whether an output is a validated anonymisation, which personal data does not pass (GDPR recital 26, DESIGN §4): its
 * activity says `dpv:hasProcessing dpv:Anonymise`, and it or its dataset has an assessment all of whose outcomes are
 * positive, and whose `dcterms:valid` contains the time at which it was generated. In doubt it is none.
 */
export function isAnonymised(output: Name, known: Known): boolean {
  const whole = known.things.of(output)?.whole ?? output;
  const isAnonymising = generatorsOf(whole, known).some(({ activity }) =>
    said(activity, dpv.hasProcessing, known).includes(known.names.word(dpv.Anonymise)),
  );
  if (!isAnonymising) return false;
  const generatedAt = generationTimeOf(whole, known);
  if (generatedAt === undefined) return false;
  return wholesOf(whole, known)
    .flatMap((thing) => said(thing, dpv.hasAssessment, known))
    .some((assessment) => isPositive(assessment, known) && isValid(assessment, generatedAt, known));
}

function isPositive(assessment: Name, known: Known): boolean {
  const outcomes = known.facts(assessment, dpv.hasOutcome).map(({ object }) => known.names.term(object));
  return outcomes.length > 0 && outcomes.every(isPositiveOutcome);
}

function isPositiveOutcome(outcome: Term): boolean {
  const name = outcome.termType === "Literal" ? outcome.value : (/[^#/]*$/.exec(outcome.value)?.[0] ?? "");
  return positive.has(name.trim().toLowerCase());
}

/** Outcomes that say that the anonymisation holds, by local name or text, whatever the case. */
const positive: ReadonlySet<string> = new Set([
  "true",
  "1",
  "positive",
  "positiveoutcome",
  "pass",
  "passed",
  "success",
  "successful",
  "effective",
  "sufficient",
  "valid",
  "validated",
  "approved",
  "compliant",
  "conformant",
  "anonymous",
  "anonymousdata",
  "anonymised",
  "anonymiseddata",
  "anonymisationeffective",
  "anonymisationsuccessful",
  "anonymisationvalidated",
]);

function isValid(assessment: Name, instant: string, known: Known): boolean {
  return known
    .facts(assessment, dcterms.valid)
    .map(({ object }) => periodOf(object, assessment, known))
    .some((period) => period !== undefined && contains(period, instant));
}

function generationTimeOf(output: Name, known: Known): string | undefined {
  const time = versionOf(output, known)?.generatedAt ?? known.facts(output, prov.generatedAtTime)[0]?.object;
  return time === undefined ? undefined : readInstant(known.names.text(time))?.instant;
}

/** A thing and all that it is a specialization of. */
export function wholesOf(thing: Name, known: Known): readonly Name[] {
  const wholes = new Set([thing]);
  for (const each of wholes)
    for (const { object } of known.facts(each, prov.specializationOf)) wholes.add(object);
  return [...wholes];
}

/** The values of a property that were stated, or follow from a tag. */
function said(thing: Name, property: NamedNode, known: Known): readonly Name[] {
  const classified = classificationOf(thing, known);
  return [
    ...known.facts(thing, property).map(({ object }) => object),
    ...classified.filter((fact) => fact.property === property.value).map(({ object }) => object),
  ];
}
