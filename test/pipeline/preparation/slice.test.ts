import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { ProvenanceError } from "../../../src/errors.ts";
import {
  type PreparedBody,
  type PreparedInput,
  prepareBody,
} from "../../../src/pipeline/preparation/prepare-body.ts";
import { SlicePacker } from "../../../src/pipeline/preparation/slice-packer.ts";
import { SliceReader } from "../../../src/pipeline/preparation/slice-reader.ts";
import { InvalidBundleError } from "../../../src/pipeline/prepare.ts";
import { nquadOf } from "../../../src/quads/nquads.ts";
import { toReportJson } from "../../../src/validation/report.ts";
import { mixedBodies, numbered, received, sender, testContext } from "./builders.ts";

describe("a slice", () => {
  it("says in another thread what it said in this", async () => {
    const [packer, reader] = [new SlicePacker(), new SliceReader()];
    const bodies = await prepared(mixedBodies);

    const again = [
      ...carried(bodies.slice(0, 4), packer, reader),
      ...carried(bodies.slice(4), packer, reader),
    ];

    expect(again.map(seenBody)).toEqual(bodies.map(({ body }) => seenBody(body)));
  });

  it("says it with tables that begin anew each time, too", async () => {
    const [packer, reader] = [new SlicePacker(1), new SliceReader()];

    for (const each of await prepared([numbered(0), numbered(1), numbered(0)]))
      expect(carried([each], packer, reader).map(seenBody)).toEqual([seenBody(each.body)]);
  });

  it("keeps bytes from which secrets were cut", async () => {
    const text = Buffer.from(numbered(1)).toString().replace('"query":', '"password":"hunter2","query":');
    const configuration = { ...testContext.configuration, dropSecrets: true };

    const [again] = carried(await prepared([Buffer.from(text)], { ...testContext, configuration }));

    const input = again?.inputs[0];
    expect(input?.kind === "ready" && Buffer.from(input.input.received.bytes).toString()).toBe(
      text.replace("hunter2", "***"),
    );
  });

  it("carries findings with their terms", () => {
    const node = (iri: string) => DataFactory.namedNode(iri);
    const error = new InvalidBundleError([
      {
        focusNode: node("urn:a"),
        path: node("urn:p"),
        value: DataFactory.literal("x", "en"),
        severity: node("http://www.w3.org/ns/shacl#Violation"),
        sourceShape: node("urn:shape"),
        sourceConstraintComponent: node("urn:component"),
        message: "It is wrong",
      },
    ]);
    const bytes = Buffer.from("{}");
    const body: PreparedBody = {
      isArray: false,
      inputs: [{ kind: "refused", error, received: received(bytes) }],
    };

    const [again] = carried([{ body, bytes }]);

    const input = again?.inputs[0];
    const found = input?.kind === "refused" ? input.error : undefined;
    expect(found).toBeInstanceOf(InvalidBundleError);
    expect(found).toMatchObject({
      code: "invalid-bundle",
      name: "InvalidBundleError",
      message: error.message,
    });
    const findings = found instanceof InvalidBundleError ? found.findings : [];
    expect(toReportJson({ conforms: false, findings })).toEqual(
      toReportJson({ conforms: false, findings: error.findings }),
    );
  });
});

/** Prepares bodies, each beside its bytes. */
function prepared(bodies: readonly Uint8Array[], context = testContext) {
  return Promise.all(
    bodies.map(async (bytes) => ({ bytes, body: await prepareBody(received(bytes), sender, context) })),
  );
}

/** What comes out on the other side. */
function carried(
  bodies: readonly { readonly body: PreparedBody; readonly bytes: Uint8Array }[],
  packer = new SlicePacker(),
  reader = new SliceReader(),
): PreparedBody[] {
  const slice = structuredClone(packer.pack(bodies));
  return reader.read(
    slice,
    bodies.map(({ bytes }) => ({ received: received(bytes), sender })),
  );
}

function seenBody({ isArray, inputs }: PreparedBody) {
  return { isArray, inputs: inputs.map(seenInput) };
}

function seenInput(prepared: PreparedInput) {
  if (prepared.kind === "fault") return prepared;
  if (prepared.kind === "refused") {
    const { error, received: own } = prepared;
    expect(error).toBeInstanceOf(ProvenanceError);
    return {
      ...Object.fromEntries(Object.entries(error)),
      message: error.message,
      class: error.constructor.name,
      bytes: Buffer.from(own.bytes).toString(),
    };
  }
  const { received: own, sealed, identities, ...input } = prepared.input;
  return {
    ...input,
    bytes: Buffer.from(own.bytes).toString(),
    identities: identities.map(({ agent, name }) => [agent.value, name]),
    hashes: [sealed.salt, sealed.sender, sealed.body, sealed.quadsRoot].map((hash) =>
      Buffer.from(hash).toString("hex"),
    ),
    text: Buffer.from(sealed.text).toString(),
    quads: sealed.quads().map(nquadOf),
    facets: sealed.facets.map(({ iri, key, text, quads }) => ({
      iri: iri.value,
      key,
      text,
      quads: quads.map(nquadOf),
    })),
  };
}
