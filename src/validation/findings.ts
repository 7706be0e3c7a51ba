import type { Literal, NamedNode, Quad } from "@rdfjs/types";
import { Store } from "n3";
import type { Finding } from "./report.ts";
import type { ShaclResult } from "./shacl-engine.ts";
import { shapeNodesOf } from "./shape-nodes.ts";

/**
 * Turns results into findings, in an order that depends on their content alone. A result about text or a triple has no
 * IRI of its own: it is laid to `standIn`, with the text as its value, or left out when there is none.
 */
export function findingsOf(
  shapes: readonly Quad[],
): (results: readonly ShaclResult[], standIn?: NamedNode) => Finding[] {
  const nodes = shapeNodesOf(new Store([...shapes]));
  return (results, standIn) => {
    const found = new Map<string, Finding>();
    for (const result of results) {
      const focusNode = result.focusNode.termType === "NamedNode" ? result.focusNode : standIn;
      const sourceShape = nodes.named(result.sourceShape);
      if (focusNode === undefined || sourceShape?.termType !== "NamedNode") continue;
      const value = result.value ?? (focusNode === result.focusNode ? undefined : result.focusNode);
      const finding: Finding = {
        focusNode,
        ...(result.path?.termType === "NamedNode" ? { path: result.path } : {}),
        ...(value === undefined || value.equals(focusNode) ? {} : { value }),
        severity: result.severity,
        sourceShape,
        sourceConstraintComponent: result.sourceConstraintComponent,
        message: sentence(result.messages),
      };
      found.set(keyOf(finding), finding);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
  };
}

/** Equal for findings that say the same. */
function keyOf({ focusNode, path, value, sourceShape, sourceConstraintComponent }: Finding): string {
  const type = value?.termType === "Literal" ? `${value.datatype.value}@${value.language}` : "";
  const parts = [focusNode, sourceShape, sourceConstraintComponent, path, value];
  return [...parts.map((term) => term?.value ?? ""), type].join("\u0000");
}

/** The English message, or the first there is. */
function sentence(messages: readonly Literal[]): string {
  const english = messages.filter(({ language }) => language === "" || language.startsWith("en"));
  const texts = (english.length > 0 ? english : messages).map(({ value }) => value).sort();
  return texts[0] ?? "The shape is not met.";
}
