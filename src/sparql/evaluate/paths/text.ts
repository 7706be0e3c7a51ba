import type { Algebra } from "@traqula/algebra-transformations-1-1";

/** A path in SPARQL's syntax. */
export function textOfPath(path: Algebra.PropertyPathSymbol): string {
  switch (path.type) {
    case "link":
      return `<${path.iri.value}>`;
    case "inv":
      return `^${textOfPath(path.path)}`;
    case "nps":
      return `!(${path.iris.map(({ value }) => `<${value}>`).join("|")})`;
    case "alt":
      return `(${path.input.map(textOfPath).join("|")})`;
    case "seq":
      return `(${path.input.map(textOfPath).join("/")})`;
    case "ZeroOrOnePath":
      return `${textOfPath(path.path)}?`;
    case "ZeroOrMorePath":
      return `${textOfPath(path.path)}*`;
    case "OneOrMorePath":
      return `${textOfPath(path.path)}+`;
    default:
      throw new Error(`A path has no ${(path as { readonly type: string }).type}`);
  }
}
