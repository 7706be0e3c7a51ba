import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Axiom } from "../entailment/axioms.ts";
import { withEntailed } from "../entailment/entailed-quad-view.ts";
import type { Iris } from "../mapping/iris.ts";
import type { Mode, QuadStore, QuadView } from "../quads/quad-store.ts";
import type { SparqlEngine } from "../sparql/engine.ts";
import { mun, prov, rdf } from "../vocabulary.ts";
import { type Answer, type AnsweredFrom, type Coverage, jsonTerm, type ReachedLimit } from "./answer.ts";
import { evidenceOf, type Row } from "./evidence.ts";
import { labelsOf } from "./labels.ts";
import { namedMoreExactly } from "./more-exactly.ts";
import { isRecorded, readParameters } from "./parameters.ts";
import { withPredicates } from "./path.ts";
import type { Question } from "./question.ts";
import { rowOrder } from "./row-order.ts";
import { leadsAnywhere } from "./walk.ts";

/** What a question is asked of, and how. */
export interface AskContext {
  /** The view of `mode` and of `position`, in which the question is asked. */
  readonly view: QuadView;
  readonly store: QuadStore;
  readonly engine: SparqlEngine;
  readonly iris: Iris;
  readonly mode: Mode;
  /** A canonical instant: the date on which rules are evaluated. The caller has the clock. */
  readonly at: string;
  /** What the store knew; with its journal position. Absent: all that it knows. */
  readonly recordedAsOf?: string;
  readonly position?: number;
  /** By what axioms the answer may follow from what is stated, and the names that it tells of them; absent: none. */
  readonly entailment?: AnsweredFrom & { readonly axioms: readonly Axiom[] };
  /** Names of persons, where the asker may know them and the view does not tell. */
  readonly nameOf?: (iri: string) => string | undefined;
  readonly limits?: Partial<AskLimits>;
  readonly signal?: AbortSignal;
}

export interface AskLimits {
  /** Most rows of an answer. */
  readonly rows: number;
  /** Most places that one search for evidence visits. */
  readonly evidencePlaces: number;
  /** Most distinct statements whose bundles are looked up. */
  readonly evidenceHops: number;
}

const defaultAskLimits: AskLimits = { rows: 10_000, evidencePlaces: 500_000, evidenceHops: 50_000 };

/**
 * What `mode=possible` asks for in the place of an exact derivation (DESIGN §3). An engine takes this as
 * `QueryOptions.predicates`.
 */
function predicatesOf(mode: Mode): Readonly<Record<string, string>> {
  if (mode !== "possible") return {};
  return {
    [prov.wasDerivedFrom.value]: mun.mayCarryDataFrom.value,
    [mun.carriesDataFrom.value]: mun.mayCarryDataFrom.value,
  };
}

/**
 * Asks a question of the library: values from a user's text, the query, then for every row the bundles that it rests
 * on and how many of its hops were linked. The rows are in a fixed order, whatever the engine's.
 *
 * @throws {MissingParameterError} {@link UnknownParameterError} {@link MalformedParameterError} for what the asker can mend.
 */
export async function ask(
  question: Question,
  input: Readonly<Record<string, string>>,
  context: AskContext,
): Promise<Answer> {
  const { view, store, iris, mode, at, recordedAsOf, position, entailment } = context;
  const limits = { ...defaultAskLimits, ...context.limits };
  const parameters = readParameters(question, input, { mode, iris, view });
  const predicates = predicatesOf(mode);

  const { rows, isCut } = await rowsOf(question, parameters, context, limits.rows);
  rows.sort(rowOrder(question.columns));
  const evidence = evidenceOf(rows, question.evidence, {
    view,
    store,
    parameters,
    predicates,
    maxPlaces: limits.evidencePlaces,
    maxHops: limits.evidenceHops,
    ...(position === undefined ? {} : { position }),
    ...(entailment === undefined ? {} : { axioms: entailment.axioms }),
  });
  const moreExactly = namedMoreExactly(rows, question.subject, view);
  const reached: ReachedLimit[] = [];
  if (isCut) reached.push({ name: "rows", value: limits.rows, effect: "there are more rows than these" });
  if (evidence.isBounded) {
    reached.push({
      name: "evidence",
      value: limits.evidencePlaces,
      effect: "some rows may name too few bundles, or too many linked hops",
    });
  }

  const { id, title, question: text, law, answer, monotone, hidden, folded } = question;
  return {
    question: {
      id,
      title,
      question: text,
      law,
      answer,
      monotone,
      parameters: question.parameters,
      hidden,
      folded,
    },
    parameters: mapTerms(parameters),
    mode,
    at,
    recordedAsOf: recordedAsOf ?? null,
    ...(entailment && { entailment: { kind: entailment.kind, alignments: entailment.alignments } }),
    columns: question.columns,
    rows: rows.map((row, i) => {
      const exact = moreExactly.get(row[question.subject ?? ""]?.value ?? "");
      return {
        bindings: mapTerms(row),
        bundles: evidence.rows[i]?.bundles ?? [],
        linkedHops: evidence.rows[i]?.linkedHops ?? 0,
        ...(exact === undefined ? {} : { moreExactly: exact }),
      };
    }),
    coverage: coverageOf(
      question,
      rows,
      moreExactly,
      entailment === undefined ? view : withEntailed(view, entailment.axioms),
      predicates,
    ),
    limits: reached,
    notes: notesOf(question, parameters, view),
    labels: labelsOf(irisOf([...rows, parameters]), context),
  };
}

async function rowsOf(question: Question, parameters: Row, context: AskContext, maxRows: number) {
  const { engine, view, mode, at, entailment, signal } = context;
  const result = await engine.query(question.query, view, {
    parameters,
    predicates: predicatesOf(mode),
    now: new Date(at),
    ...(entailment === undefined ? {} : { axioms: entailment.axioms }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (result.kind !== "bindings") throw new Error(`The question ${question.id} is no SELECT`);
  const rows: Row[] = [];
  let isCut = false;
  for await (const bindings of result.rows) {
    if (rows.length === maxRows) {
      isCut = true;
      break;
    }
    const row: Record<string, Term> = {};
    for (const column of question.columns) {
      const term = bindings.get(column) ?? parameters[column];
      if (term !== undefined) row[column] = term;
    }
    rows.push(row);
  }
  return { rows, isCut };
}

/** The share of relevant things that have provenance; the things are counted once, however many rows speak of them. */
function coverageOf(
  { coverage }: Question,
  rows: readonly Row[],
  moreExactly: ReadonlyMap<string, string>,
  view: QuadView,
  predicates: Readonly<Record<string, string>>,
): Coverage | null {
  if (coverage === undefined) return null;
  const things = new Map<string, Term>();
  const { column, class: classIri } = coverage;
  const found = column === undefined ? instancesOf(view, classIri ?? "") : rows.map((row) => row[column]);
  for (const term of found) {
    if (term !== undefined && term.termType !== "Literal" && !moreExactly.has(term.value))
      things.set(term.value, term);
  }
  const paths = coverage.paths.map((path) => withPredicates(path, predicates));
  const covered = [...things.values()].filter((thing) =>
    paths.every((path) => leadsAnywhere(view, thing, path)),
  );
  return { counted: coverage.counted, covered: covered.length, total: things.size };
}

function instancesOf(view: QuadView, classIri: string): readonly Term[] {
  const matched = view.match(null, rdf.type, DataFactory.namedNode(classIri), DataFactory.defaultGraph());
  return [...matched].map(({ subject }) => subject);
}

function notesOf({ parameters }: Question, terms: Row, view: QuadView): readonly string[] {
  return parameters.flatMap(({ name, type }) => {
    const term = terms[name];
    const isAnIri = type === "iri" || type === "dataset";
    if (!isAnIri || term === undefined || isRecorded(view, term)) return [];
    return [
      `Nothing is recorded about ${name} <${term.value}>: check its spelling before you rely on the answer.`,
    ];
  });
}

function mapTerms(terms: Row) {
  return Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, jsonTerm(term)]));
}

function irisOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) =>
    Object.values(row)
      .filter(({ termType }) => termType === "NamedNode")
      .map(({ value }) => value),
  );
}
