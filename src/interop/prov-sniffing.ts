import type { ProvFormat } from "./prov-formats.ts";

/** The format that a file's name ends in, `.gz` set aside. `.json` and `.xml` may be other things, and tell nothing. */
export function provFormatOfFile(path: string): ProvFormat | undefined {
  const ending = /\.([^./\\]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return formatOfEnding.get(ending);
}

const formatOfEnding: ReadonlyMap<string, ProvFormat> = new Map([
  ["provn", "provn"],
  ["pn", "provn"],
  ["provjson", "provjson"],
  ["provx", "provxml"],
  ["provxml", "provxml"],
  ["ttl", "turtle"],
  ["trig", "trig"],
  ["nt", "ntriples"],
  ["nq", "nquads"],
  ["jsonld", "jsonld"],
]);

/** As much of a document as its format is told by. */
const sniffedBytes = 64 * 1024;

/**
 * The format that a document begins in; undefined when it is none that is known. TriG stands for Turtle and N-Triples
 * too, which are TriG without graphs.
 */
export function provFormatOfBytes(bytes: Uint8Array): ProvFormat | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, sniffedBytes));
  const begin = withoutComments(text);
  if (/^document(?![\w:])/.test(begin)) return "provn";
  if (begin.startsWith("[")) return "jsonld";
  if (begin.startsWith("{")) return /"@(?:context|graph|id)"\s*:/.test(text) ? "jsonld" : "provjson";
  if (/^<(?:\?|!|[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[\s/>])/.test(begin)) return "provxml";
  const [line = ""] = begin.split(/[\r\n]/, 1);
  if (quadLine.test(line)) return "nquads";
  return /^(?:@prefix|@base|prefix\s|base\s|graph\s|<[^>\s]*>|_:|[\p{L}][^\s:]*:|:|\[)/iu.test(begin)
    ? "trig"
    : undefined;
}

/** Four terms and a dot. */
const quadLine =
  /^(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s+(?:<[^>\s]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*)\s+(?:<[^>\s]*>|_:\S+)\s*\.\s*$/;

/** What follows white space and the comments of PROV-N, Turtle and N-Quads. */
function withoutComments(text: string): string {
  return text.replace(/^\uFEFF?(?:\s|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/, "");
}
