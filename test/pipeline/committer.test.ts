import { describe, expect, it } from "vitest";
import { Committer, type Submission } from "../../src/pipeline/committer.ts";

describe("Committer", () => {
  it("settles for what was submitted before, while others keep coming", async () => {
    const indexed: string[] = [];
    const committer = committerInto(indexed);
    let isOver = false;
    const others = (async () => {
      for (let i = 0; !isOver; i++) await committer.submit(submission(`other ${i}`));
    })();
    await committer.submit(submission("awaited"));

    await committer.settled();

    expect(indexed).toContain("awaited");
    isOver = true;
    await others;
  });

  it("settles for all of a queue that takes several batches", async () => {
    const indexed: string[] = [];
    const committer = committerInto(indexed);
    const submitted = Array.from({ length: 1_300 }, (_, i) => committer.submit(submission(`${i}`)));

    await committer.settled();

    expect(indexed).toHaveLength(1_300);
    await Promise.all(submitted);
  });

  it("gives what must run alone its turn while others keep coming", async () => {
    const committer = committerInto([]);
    let isOver = false;
    const others = (async () => {
      for (let i = 0; !isOver; i++) await committer.submit(submission(`other ${i}`));
    })();

    const answer = await committer.exclusively(async () => "done");

    expect(answer).toBe("done");
    isOver = true;
    await others;
  });

  it("acknowledges before it indexes", async () => {
    const log: string[] = [];
    const committer = committerInto(log);

    await committer.submit(submission("event")).then(() => log.push("acknowledged"));
    await committer.settled();

    expect(log).toEqual(["acknowledged", "event"]);
  });

  it("waits for what is on its way, where it is told that more is", async () => {
    const sizes: number[] = [];
    let end = () => {};
    const noMore = new Promise<void>((resolve) => {
      end = resolve;
    });
    const committer = new Committer<Submission>({
      isKnown: () => false,
      queuedEvents: 5_000,
      noMoreComing: () => noMore,
      append: async (batch) => {
        sizes.push(batch.length);
        return async () => undefined;
      },
    });

    const submitted: Promise<unknown>[] = [];
    for (let i = 0; i < 600; i++) {
      submitted.push(committer.submit(submission(`${i}`)));
      if (i % 100 === 0) await new Promise(setImmediate);
    }
    end();
    await Promise.all(submitted);

    expect(sizes).toEqual([512, 88]);
  });

  it("tells the second of two equal ones in a batch that it is a duplicate", async () => {
    const committer = committerInto([]);

    const outcomes = await Promise.all([
      committer.submit(submission("same")),
      committer.submit(submission("same")),
    ]);

    expect(outcomes).toEqual(["accepted", "duplicate"]);
  });

  it("tells all of a batch when it cannot be appended, and takes the next", async () => {
    let isBroken = true;
    const committer = new Committer<Submission>({
      isKnown: () => false,
      queuedEvents: 10,
      append: async () => {
        if (isBroken) throw new Error("The disk is full");
        return async () => undefined;
      },
    });

    await expect(committer.submit(submission("first"))).rejects.toThrow("The disk is full");
    isBroken = false;

    expect(await committer.submit(submission("second"))).toBe("accepted");
    await committer.settled();
  });
});

function submission(id: string): Submission {
  return { id, sizeBytes: 100 };
}

function committerInto(indexed: string[]): Committer<Submission> {
  return new Committer({
    isKnown: () => false,
    queuedEvents: 5_000,
    append: async (batch) => async () => {
      indexed.push(...batch.map(({ submission: { id } }) => id));
    },
  });
}
