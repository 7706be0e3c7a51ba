import type { ProvFormat } from "./prov-formats.ts";
import { isSubmissionContext } from "./prov-jsonld/vocabulary.ts";

/** The format that a file's name ends in, `.gz` set aside. `.json` and `.xml` may be other things, and tell nothing. */
export function provFormatOfFile(path: string): ProvFormat | undefined {
  const ending = /\.([^./\\]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return formatOfEnding.get(ending);
}

const formatOfEnding: ReadonlyMap<string, ProvFormat> = new Map([
  ["provn", "provn"],
  ["pn", "provn"],
  ["provjson", "provjson"],
  ["provjsonld", "provjsonld"],
  ["provx", "provxml"],
  ["provxml", "provxml"],
  ["ttl", "turtle"],
  ["trig", "trig"],
  ["nt", "ntriples"],
  ["nq", "nquads"],
  ["jsonld", "jsonld"],
  ["rdf", "rdfxml"],
]);

/** The endings that tell a format. */
export const provEndings: readonly string[] = [...formatOfEnding.keys()].map((ending) => `.${ending}`);

/** The format of a document by its name, or else by how it begins; PROV-JSONLD has the names of JSON-LD, and a context of its own. */
export function provFormatOf(path: string, bytes: Uint8Array): ProvFormat | undefined {
  const named = provFormatOfFile(path);
  if (named === undefined) return provFormatOfBytes(bytes);
  return named === "jsonld" && provFormatOfBytes(bytes) === "provjsonld" ? "provjsonld" : named;
}

/** As much of a document as its format is told by. */
export const sniffedBytes = 64 * 1024;

/**
 * The format that a document begins in; undefined when it is none that is known. TriG stands for Turtle and N-Triples
 * too, which are TriG without graphs.
 */
export function provFormatOfBytes(bytes: Uint8Array): ProvFormat | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, sniffedBytes));
  const begin = withoutComments(text);
  if (/^document(?![\w:])/.test(begin)) return "provn";
  if (/^\[\s*(?:[[{"]|\]\s*$)/.test(begin)) return "jsonld";
  if (begin.startsWith("{") && !graphBlock.test(begin)) return formatOfObject(text);
  if (xmlBegin.test(begin)) return /<(?:[A-Za-z_][\w.-]*:)?RDF[\s/>]/.test(text) ? "rdfxml" : "provxml";
  if (isNQuads(begin, bytes.length < sniffedBytes)) return "nquads";
  return /^(?:@prefix|@base|prefix\s|base\s|graph\s|<[^>\s]*>|_:|[\p{L}][^\s:]*:|:|[[({])/iu.test(begin)
    ? "trig"
    : undefined;
}

/** A root declares namespaces, unlike `<urn:x>` of Turtle; where it does not, its name tells. */
const xmlBegin = /^<(?:\?|!|(?:[A-Za-z_][\w.-]*:)?(?:[A-Za-z_][\w.-]*[\s/]|(?:document|RDF)>))/;

/** A graph of TriG without its name: what follows the brace begins no JSON. */
const graphBlock = /^\{\s*(?:<[^>\s]*>|_:|[\p{L}][^\s:]*:\S|:\S|[[(])/u;

function formatOfObject(text: string): ProvFormat {
  if (!/"@(?:context|graph|id)"\s*:/.test(text)) return "provjson";
  const contexts = text.match(/"https?:\/\/[^"\s]*prov-jsonld[^"\s]*"/gi) ?? [];
  return contexts.some((iri) => isSubmissionContext(iri.slice(1, -1))) ? "provjsonld" : "jsonld";
}

/**
 * Whether lines are N-Quads: the first of four terms tells, which triples may come before. Where nothing but triples was looked at, and
 * there is more, they are N-Quads too, since those that have graphs may begin so for long.
 */
function isNQuads(text: string, isWhole: boolean): boolean {
  const lines = text.split(/[\r\n]+/);
  if (!isWhole) lines.pop();
  const other = lines.find((line) => !tripleLine.test(line));
  return other === undefined ? !isWhole : quadLine.test(other);
}

const iri = "<[A-Za-z][A-Za-z0-9+.-]*:[^>\\s]*>";
const threeTerms = `(?:${iri}|_:\\S+)\\s+${iri}\\s+(?:${iri}|_:\\S+|"(?:[^"\\\\]|\\\\.)*"\\S*)`;
const lineEnd = "\\s*(?:#.*)?$";

/** Three terms and a dot, or nothing. */
const tripleLine = new RegExp(`^\\s*(?:${threeTerms}\\s*\\.)?${lineEnd}`);

/** Four terms and a dot. */
const quadLine = new RegExp(`^\\s*${threeTerms}\\s+(?:${iri}|_:\\S+)\\s*\\.${lineEnd}`);

/** What follows white space and the comments of PROV-N, Turtle and N-Quads. */
function withoutComments(text: string): string {
  return text.replace(/^\uFEFF?(?:\s|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/, "");
}
