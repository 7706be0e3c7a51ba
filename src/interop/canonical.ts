import { createHash } from "node:crypto";
import type { Quad, Term } from "@rdfjs/types";
import { canonize } from "rdf-canonize";
import { sortByCodePoint } from "../code-points.ts";
import { nquadOf, statementText, termText } from "../quads/nquads.ts";
import { CanonicalisationLimitError } from "./rdf-errors.ts";

/**
 * How much is spent on telling blank nodes apart; beyond each: `canonicalisation-limit`. Counted, never timed, so that
 * equal documents fare equally on every machine.
 */
export interface CanonicalisationLimits {
  /** Hashes; one within Hash N-Degree Quads (RDFC-1.0 §4.8) counts as often as it has levels above and neighbours beside. */
  readonly work: number;
  /** Levels of Hash N-Degree Quads within each other. */
  readonly depth: number;
}

/** About three seconds and 50 MB at the worst. */
const defaultCanonicalisationLimits: CanonicalisationLimits = { work: 20_000_000, depth: 1_000 };

/** A data set as RDFC-1.0 writes it. */
export interface CanonicalDataset {
  /** Lines of N-Quads in code-point order, each once, line feeds included. */
  readonly lines: readonly string[];
  /** The canonical label of each blank node label of the input, without `_:`. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Canonicalises a data set by RDFC-1.0 (W3C Recommendation 21 May 2024). Quads may repeat.
 *
 * @throws {CanonicalisationLimitError} on a data set that was made to be hard ("poison graphs", RDFC-1.0 §7.1).
 */
export async function canonicalise(
  quads: Iterable<Quad>,
  limits: Partial<CanonicalisationLimits> = {},
  hashAlgorithm: "sha256" | "sha384" = "sha256",
): Promise<CanonicalDataset> {
  const distinct = new Map<string, Quad>();
  for (const quad of quads) distinct.set(nquadOf(quad), quad);
  const labels = await canonicalLabels(
    [...distinct.values()],
    { ...defaultCanonicalisationLimits, ...limits },
    hashAlgorithm,
  );

  if (labels.size === 0) return { lines: ended(sortByCodePoint([...distinct.keys()])), labels };
  const text = (term: Term) =>
    term.termType === "BlankNode" ? `_:${labels.get(term.value)}` : termText(term);
  const lines = [...distinct.values()].map(({ subject, predicate, object, graph }) =>
    statementText(
      text(subject),
      text(predicate),
      text(object),
      graph.termType === "DefaultGraph" ? "" : text(graph),
    ),
  );
  return { lines: ended(sortByCodePoint(lines)), labels };
}

function ended(lines: readonly string[]): string[] {
  return lines.map((line) => `${line}\n`);
}

/** The hash of a data set: SHA-256 of its canonical N-Quads, lower-case hex. Equal for isomorphic data sets alone. */
export async function canonicalHash(quads: Iterable<Quad>): Promise<string> {
  const { lines } = await canonicalise(quads);
  const hash = createHash("sha256");
  for (const line of lines) hash.update(line);
  return hash.digest("hex");
}

/**
 * `rdf-canonize` issues the labels. It leaves labels that begin with `c14n` as they are, so all are renamed before;
 * it sorts by UTF-16 unit and writes U+FFFE and U+FFFF as they are, so it is handed texts whose unit order is that of
 * their code points, and a digest that undoes this before it hashes.
 */
async function canonicalLabels(
  quads: readonly Quad[],
  limits: CanonicalisationLimits,
  hashAlgorithm: string,
): Promise<ReadonlyMap<string, string>> {
  const renamed = new Map<string, string>();
  const plain = (term: Term): object => {
    if (term.termType === "BlankNode") {
      const label = renamed.get(term.value) ?? `b${renamed.size}`;
      renamed.set(term.value, label);
      return { termType: "BlankNode", value: label };
    }
    if (term.termType !== "Literal") return { termType: term.termType, value: shift(term.value) };
    const { language, datatype } = term;
    return {
      termType: "Literal",
      value: shift(term.value),
      language,
      datatype: { value: shift(datatype.value) },
    };
  };
  const dataset = quads.map(({ subject, predicate, object, graph }) => ({
    subject: plain(subject),
    predicate: plain(predicate),
    object: plain(object),
    graph: plain(graph),
  }));
  if (renamed.size === 0) return renamed;

  const issued = new Map<string, string>();
  const createMessageDigest = meteredDigests(limits, mostNeighbours(quads), hashAlgorithm);
  const options = { algorithm: "RDFC-1.0", canonicalIdMap: issued, createMessageDigest } as const;
  await canonize(dataset, { ...options, maxDeepIterations: Infinity });
  return new Map([...renamed].map(([label, plainLabel]) => [label, issued.get(plainLabel) ?? plainLabel]));
}

/**
 * Counts what `rdf-canonize` does. Its own limit counts runs of Hash N-Degree Quads alone, whatever they cost: each
 * copies what the levels above have labelled, and goes through all neighbours of a node for each of their orders. Two
 * nodes of 100,000 neighbours kept it busy for 77 s within 5,000 runs. A run opens a digest and closes it at its end,
 * so the digests that are open tell how deep it is.
 */
function meteredDigests(
  { work, depth }: CanonicalisationLimits,
  neighbours: number,
  hashAlgorithm: string,
): () => { update(text: string): void; digest(): string } {
  let done = 0;
  let open = 0;
  return () => {
    done += open === 0 ? 1 : open + neighbours;
    if (done > work) throw new CanonicalisationLimitError("units of work", work);
    if (open > depth) throw new CanonicalisationLimitError("levels", depth);
    open += 1;
    const hash = createHash(hashAlgorithm);
    return {
      update: (text) => {
        hash.update(mayBeShifted.test(text) ? unshift(text) : text);
      },
      digest: () => {
        open -= 1;
        return hash.digest("hex");
      },
    };
  };
}

/** The most statements in which one blank node meets another. */
function mostNeighbours(quads: readonly Quad[]): number {
  const counts = new Map<string, number>();
  for (const { subject, object, graph } of quads) {
    const labels = [subject, object, graph].filter(({ termType }) => termType === "BlankNode");
    if (labels.length < 2) continue;
    for (const { value } of labels) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
}

const mayBeShifted = /[\uD800-\uFFFF]/;

/** Moves the halves of pairs above U+E000 to U+FFFF: then the order of units is that of code points. */
function shift(text: string): string {
  return text.replace(/[\uD800-\uFFFF]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
  });
}

function unshift(text: string): string {
  return text.replace(/[\uD800-\uFFFF]/g, (unit) => {
    const code = unit.charCodeAt(0);
    const original = code >= 0xf800 ? code - 0x2000 : code + 0x800;
    return original >= 0xfffe ? `\\u${original.toString(16).toUpperCase()}` : String.fromCharCode(original);
  });
}
