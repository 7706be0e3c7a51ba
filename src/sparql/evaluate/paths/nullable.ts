import type { Algebra } from "@traqula/algebra-transformations-1-1";

/**
 * The same path, in which `+` of what may be no step at all is `*`: `(:p?)+` leads from every term to itself, also from one that no quad
 * has, and only `*` is walked so.
 */
export function withPlainClosures(path: Algebra.PropertyPathSymbol): Algebra.PropertyPathSymbol {
  if ("input" in path) return { ...path, input: path.input.map(withPlainClosures) } as Algebra.Alt;
  if (!("path" in path)) return path;
  const inner = withPlainClosures(path.path);
  if (path.type === "OneOrMorePath" && isNullable(inner))
    return { ...path, type: "ZeroOrMorePath", path: inner } as unknown as Algebra.ZeroOrMorePath;
  return { ...path, path: inner } as Algebra.Inv;
}

/** Whether a path may be of no step. */
export function isNullable(path: Algebra.PropertyPathSymbol): boolean {
  switch (path.type) {
    case "ZeroOrMorePath":
    case "ZeroOrOnePath":
      return true;
    case "OneOrMorePath":
    case "inv":
      return isNullable(path.path);
    case "alt":
      return path.input.some(isNullable);
    case "seq":
      return path.input.every(isNullable);
    default:
      return false;
  }
}
