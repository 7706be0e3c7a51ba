import type { MappedBundle } from "../mapping/bundle.ts";
import { packageFile } from "../package-files.ts";
import { type DescriptionShapes, descriptionShapes } from "../validation/description-shapes.ts";
import type { ValidationReport } from "../validation/report.ts";
import { loadShapes } from "../validation/shapes-graph.ts";
import { type StructuralShapes, structuralShapes } from "../validation/structural.ts";

/** Validation by the structural shapes that the package ships: what they reject is not stored. Read on first use. */
export function structuralValidation(): (bundle: MappedBundle) => Promise<ValidationReport> {
  let shapes: StructuralShapes | undefined;
  return (bundle) => {
    shapes ??= structuralShapes(packagedShapes("shapes/structural.ttl"));
    return shapes.validate(bundle);
  };
}

/** The shapes over merged descriptions that the package ships: what they find never rejects. */
export function packagedDescriptionShapes(): DescriptionShapes {
  return descriptionShapes(packagedShapes("shapes/provenance.ttl"));
}

function packagedShapes(file: string) {
  return loadShapes(packageFile(file), file);
}
