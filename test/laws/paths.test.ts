import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../sparql/fixtures.ts";

/**
 * Paths against their definition (SPARQL 1.1 §18.4), for what stock Comunica does not answer rightly: negated sets in longer paths, a variable
 * at both ends, `GRAPH ?g` with the graph at an end. All terms of the queries are nodes of every graph, so that a path of no step is one.
 */
type Path =
  | { readonly type: "link"; readonly predicate: string }
  | { readonly type: "negated"; readonly forward: readonly string[]; readonly backward: readonly string[] }
  | { readonly type: "/" | "|"; readonly parts: readonly [Path, Path] }
  | { readonly type: "^" | "?" | "*" | "+"; readonly inner: Path };
type Triple = readonly [subject: string, predicate: string, object: string];

const graphs = ["g", "h"];
const engine = integerEngine({ fallBack: false });
const aPredicate = fc.constantFrom("p", "q", "r");
const somePredicates = fc.uniqueArray(aPredicate, { maxLength: 2 });

const aPath = fc.letrec<{ path: Path }>((tie) => ({
  path: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constant("link" as const), predicate: aPredicate }),
    fc
      .record({ type: fc.constant("negated" as const), forward: somePredicates, backward: somePredicates })
      .filter(({ forward, backward }) => forward.length + backward.length > 0),
    fc.record({
      type: fc.constantFrom("/" as const, "|" as const),
      parts: fc.tuple(tie("path"), tie("path")),
    }),
    fc.record({
      type: fc.constantFrom("^" as const, "?" as const, "*" as const, "+" as const),
      inner: tie("path"),
    }),
  ),
})).path;

const aTriple = fc.tuple(
  fc.constantFrom("a", "b", "c", ...graphs),
  aPredicate,
  fc.constantFrom("a", "b", "c", "g"),
);
const someTriples = fc
  .uniqueArray(aTriple, { maxLength: 8, selector: (triple) => triple.join(" ") })
  .map((triples): Triple[] => [["a", "s", "a"], ...triples]);
const anEnd = fc.constantFrom("?x", "?y", "?g", ":a");

describe("law: paths = their definition", () => {
  it("leads from each term to each that the definition has, as often", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(someTriples, someTriples),
        aPath,
        anEnd,
        anEnd,
        async (data, path, start, end) => {
          const store = integerQuadStore({ iris });
          const trig = graphs.map((graph, i) => `:${graph} { ${(data[i] ?? []).map(turtleOf).join(" ")} }`);
          for (const [id, quads] of quadsOf(trig.join(" "))) store.open({ id, quads }, 1);
          const query = `PREFIX : <urn:x:> SELECT ?g ?x ?y { GRAPH ?g { ${start} ${textOf(path)} ${end} } }`;

          const rows = await rowsOf(await engine.query(query, store.view({ mode: "exact" })));

          const expected = graphs.flatMap((graph, i) => rowsIn(graph, data[i] ?? [], path, start, end));
          expect(rows).toEqual(expected.sort());
        },
      ),
      { numRuns: 200, seed: 20_261_124 },
    );
  });
});

function rowsIn(graph: string, triples: readonly Triple[], path: Path, start: string, end: string): string[] {
  const nodes = [...new Set(triples.flatMap(([subject, , object]) => [subject, object]))];
  return nodes.flatMap((node) =>
    ends(path, node, triples).flatMap((reached) => {
      const row = new Map([["?g", graph]]);
      const fits = [
        [start, node],
        [end, reached],
      ].every(([place = "", term = ""]) => {
        if (place === ":a") return term === "a";
        const bound = row.get(place) ?? term;
        row.set(place, bound);
        return bound === term;
      });
      return fits ? [["?g", "?x", "?y"].map((name) => row.get(name) ?? "-").join(" ")] : [];
    }),
  );
}

/** Where a path leads to from a node, as often as there are solutions. */
function ends(path: Path, node: string, triples: readonly Triple[]): string[] {
  const along = (is: (predicate: string) => boolean) =>
    triples.flatMap(([s, p, o]) => (s === node && is(p) ? [o] : []));
  const against = (is: (predicate: string) => boolean) =>
    triples.flatMap(([s, p, o]) => (o === node && is(p) ? [s] : []));
  switch (path.type) {
    case "link":
      return along((predicate) => predicate === path.predicate);
    case "negated":
      return [
        ...(path.forward.length > 0 ? along((predicate) => !path.forward.includes(predicate)) : []),
        ...(path.backward.length > 0 ? against((predicate) => !path.backward.includes(predicate)) : []),
      ];
    case "/":
      return ends(path.parts[0], node, triples).flatMap((middle) => ends(path.parts[1], middle, triples));
    case "|":
      return path.parts.flatMap((part) => ends(part, node, triples));
    case "^":
      return inverseEnds(path.inner, node, triples);
    case "?":
      return [...new Set([node, ...ends(path.inner, node, triples)])];
    default: {
      const found = new Set<string>();
      const next = path.type === "*" ? [node] : ends(path.inner, node, triples);
      for (let each = next.pop(); each !== undefined; each = next.pop()) {
        if (!found.has(each)) next.push(...ends(path.inner, each, triples));
        found.add(each);
      }
      return [...found];
    }
  }
}

function inverseEnds(path: Path, node: string, triples: readonly Triple[]): string[] {
  const nodes = new Set(triples.flatMap(([subject, , object]) => [subject, object]));
  return [...nodes].flatMap((start) =>
    ends(path, start, triples).flatMap((end) => (end === node ? [start] : [])),
  );
}

function textOf(path: Path): string {
  switch (path.type) {
    case "link":
      return `:${path.predicate}`;
    case "negated":
      return `!(${[...path.forward.map((name) => `:${name}`), ...path.backward.map((name) => `^:${name}`)].join("|")})`;
    case "/":
    case "|":
      return `(${path.parts.map(textOf).join(path.type)})`;
    case "^":
      return `^(${textOf(path.inner)})`;
    default:
      return `(${textOf(path.inner)})${path.type}`;
  }
}

function turtleOf(triple: Triple): string {
  return `${triple.map((name) => `:${name}`).join(" ")} .`;
}
