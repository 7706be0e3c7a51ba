import type { Quad, Term } from "@rdfjs/types";
import { nameOf } from "../interop/prov-o/graph.ts";
import { isDateTime } from "../interop/prov-values.ts";
import { namespaceOf, rdf } from "../vocabulary.ts";
import type { Collect, Judged } from "./collected.ts";
import { shortOf } from "./names.ts";
import type { Ontology } from "./ontology.ts";

/** Classes of which a thing must be of one. */
type Choice = readonly string[];

/**
 * Finds subjects and objects that cannot be of the class that PROV-O says they are of, since they are stated to be of a class
 * that is disjoint with it, or, where no class is stated, by another property; and texts where things belong, or
 * the reverse. Each graph is judged by itself, as PROV-CONSTRAINTS judges bundles (§6.2).
 */
export function checkDomains(statements: readonly Judged[], ontology: Ontology, collect: Collect): void {
  const evidence = new Evidence(ontology);
  for (const { quad } of statements) evidence.takeClass(quad);
  for (const { quad, original } of statements) {
    const property = quad.predicate.value;
    const tell = (rule: "wrong-domain" | "wrong-range", message: string, type = "") =>
      collect({ rule, term: property, certain: false, message }, original, `${property} ${type}`);

    const fault = faultOfKind(property, quad.object, ontology);
    if (fault !== undefined) tell("wrong-range", `${shortOf(property)} ${fault}.`);
    for (const end of ["subject", "object"] as const) {
      const found = evidence.against(quad, end);
      if (found === undefined) continue;
      const { type, because, choice } = found;
      const what = end === "subject" ? `what has ${shortOf(property)} is` : `${shortOf(property)} leads to`;
      const message = `${shortOf(nameOf(quad[end]))} ${because}, but ${what} a ${choice.map(shortOf).join(" or ")}.`;
      tell(end === "subject" ? "wrong-domain" : "wrong-range", message, type);
    }
  }
}

/** What is known of the classes of things, in each graph. */
class Evidence {
  readonly #ontology: Ontology;
  /** By graph and node, classes with how they are known. */
  readonly #stated = new Map<string, Map<string, string>>();
  readonly #implied = new Map<string, Map<string, string>>();

  constructor(ontology: Ontology) {
    this.#ontology = ontology;
  }

  takeClass({ subject, predicate, object, graph }: Quad): void {
    if (!predicate.equals(rdf.type) || !this.#ontology.classes.has(object.value)) return;
    note(this.#stated, keyOf(subject, graph), object.value, `is stated to be a ${shortOf(object.value)}`);
  }

  /** The first class that an end of a statement is known to have and cannot have; if there is none, what it must be is noted. */
  against(quad: Quad, end: "subject" | "object") {
    const term = quad[end];
    if (term.termType === "Literal") return undefined;
    const node = keyOf(term, quad.graph);
    const property = quad.predicate.value;
    const { domains, ranges, areDisjoint } = this.#ontology;
    for (const choice of choicesOf(property, end === "subject" ? domains : ranges, this.#ontology)) {
      const known = this.#stated.get(node) ?? this.#implied.get(node) ?? [];
      for (const [type, because] of known)
        if (choice.every((each) => areDisjoint(type, each))) return { type, because, choice };
      const [type, ...others] = choice;
      const because =
        end === "subject" ? `has ${shortOf(property)}` : `is what ${shortOf(property)} leads to`;
      if (type !== undefined && others.length === 0 && elements.has(type))
        note(this.#implied, node, type, because);
    }
    return undefined;
  }
}

const elements: ReadonlySet<string> = new Set(
  ["Entity", "Activity", "Agent"].map((local) => namespaceOf.prov + local),
);

function keyOf(node: Term, graph: Term): string {
  return `${graph.value} ${nameOf(node)}`;
}

function note(known: Map<string, Map<string, string>>, node: string, type: string, because: string): void {
  const classes = known.get(node) ?? new Map<string, string>();
  if (!classes.has(type)) known.set(node, classes.set(type, because));
}

/** The classes of PROV of which one must be met, for each axiom; of axioms that exclude each other, one is enough. */
function choicesOf(
  property: string,
  axioms: ReadonlyMap<string, readonly Choice[]>,
  { classes, areDisjoint }: Ontology,
): readonly Choice[] {
  const choices = (axioms.get(property) ?? []).filter((choice) => choice.every((each) => classes.has(each)));
  const [first = [], ...others] = choices;
  const isContrary = others.some((other) =>
    first.every((one) => other.every((each) => areDisjoint(one, each))),
  );
  return isContrary ? [choices.flat()] : choices;
}

/** A text for a thing, a thing for a text, or no time where there must be one. */
function faultOfKind(property: string, object: Term, ontology: Ontology): string | undefined {
  const isLiteral = object.termType === "Literal";
  if (ontology.objectProperties.has(property))
    return isLiteral ? `leads to a thing, not to the text ${excerpt(object.value)}` : undefined;
  if (!ontology.datatypeProperties.has(property)) return undefined;
  if (!isLiteral) return `has a literal as its value, not the thing ${shortOf(nameOf(object))}`;
  const isTime = ontology.ranges.get(property)?.some(([range]) => range === dateTime) === true;
  if (!isTime || (object.datatype.value === dateTime && isDateTime(object.value))) return undefined;
  return `has an xsd:dateTime as its value, not ${excerpt(object.value)} of ${shortOf(object.datatype.value)}`;
}

const dateTime = `${namespaceOf.xsd}dateTime`;

function excerpt(text: string): string {
  const characters = Array.from(text);
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 60).join("")}…` : text);
}
