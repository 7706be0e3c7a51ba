interface Parts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/** An IRI reference, resolved as RFC 3986 §5.2 has it; undefined when it is relative and there is no base. */
export function resolveIri(reference: string, base: string | undefined): string | undefined {
  const parts = partsOf(reference);
  if (parts.scheme !== undefined) return textOf({ ...parts, path: withoutDots(parts.path) });
  return base === undefined ? undefined : textOf(target(parts, partsOf(base)));
}

const pattern = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;

/** The parts of an IRI (RFC 3986, appendix B). */
function partsOf(iri: string): Parts {
  const [, scheme, authority, path = "", query, fragment] = pattern.exec(iri) ?? [];
  return { scheme, authority, path, query, fragment };
}

function target(reference: Parts, base: Parts): Parts {
  const { scheme } = base;
  const { fragment } = reference;
  if (reference.authority !== undefined) return { ...reference, scheme, path: withoutDots(reference.path) };
  if (reference.path === "") return { ...base, query: reference.query ?? base.query, fragment };
  const path = reference.path.startsWith("/") ? reference.path : merged(reference.path, base);
  return { ...base, path: withoutDots(path), query: reference.query, fragment };
}

function merged(path: string, base: Parts): string {
  if (base.authority !== undefined && base.path === "") return `/${path}`;
  return base.path.slice(0, base.path.lastIndexOf("/") + 1) + path;
}

/** Takes out the segments `.` and `..` (§5.2.4). */
function withoutDots(path: string): string {
  if (!/(?:^|\/)\.\.?(?:\/|$)/.test(path)) return path;
  const isRooted = path.startsWith("/");
  const segments = path.split("/");
  const kept: string[] = [];
  for (const [i, segment] of segments.entries()) {
    if (segment !== "." && segment !== "..") {
      kept.push(segment);
      continue;
    }
    if (segment === ".." && kept.length > (isRooted ? 1 : 0)) kept.pop();
    if (i === segments.length - 1) kept.push("");
  }
  return kept.join("/");
}

function textOf({ scheme, authority, path, query, fragment }: Parts): string {
  const part = (before: string, text: string | undefined, after = "") =>
    text === undefined ? "" : before + text + after;
  return part("", scheme, ":") + part("//", authority) + path + part("?", query) + part("#", fragment);
}
