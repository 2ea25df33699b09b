import { expect, test } from "vitest";
import { DraftSync, type Change, type SaveAnswer } from "#app/applications/draft-sync.ts";

/** A browser without a screen: answers come from the test, time passes when the test says so. */
function browser(answers: SaveAnswer[], kept: string | null = null) {
  const sent: Change[][] = [];
  const timers: { work: () => void; delayMs: number }[] = [];
  const store = { kept };
  const start = { answers: { title: "Old", why: "" }, bases: { title: 1 }, revision: 1, savedAt: null };
  const sync = new DraftSync(start, {
    send: (changes) => {
      sent.push(changes);
      return Promise.resolve(answers.shift() ?? { kind: "offline" });
    },
    keep: (text) => {
      store.kept = text;
    },
    later: (work, delayMs) => {
      const timer = { work, delayMs };
      timers.splice(0, timers.length, timer);
      return () => {
        timers.splice(0, timers.length);
      };
    },
  });
  return { sync, sent, timers, store };
}

const at = new Date("2027-01-01T12:00:00Z");
const saved = (revision: number, more: Partial<Extract<SaveAnswer, { kind: "saved" }>> = {}): SaveAnswer => ({
  ...{ kind: "saved", revision, at, present: 1, conflicts: [], fresh: [] },
  ...more,
});

test("a pause saves what was typed, and forgets the copy in the browser", async () => {
  const { sync, sent, timers, store } = browser([saved(2)]);

  sync.set("title", "New");
  expect(store.kept).toContain("New");
  expect(timers[0]?.delayMs).toBe(800);
  await sync.flush();

  expect(sent).toEqual([[{ field: "title", value: "New", base: 1 }]]);
  expect(sync.view().state).toEqual({ kind: "saved", at });
  expect(store.kept).toBeNull();
});

test("without a connection nothing is lost, and it is tried again", async () => {
  const { sync, sent, timers, store } = browser([{ kind: "offline" }, saved(2)]);

  sync.set("title", "New");
  await sync.flush();
  expect(sync.view().state).toEqual({ kind: "offline" });
  expect(store.kept).toContain("New");
  expect(timers[0]?.delayMs).toBe(2_000);
  sync.set("title", "Newer");
  expect(sync.view().state).toEqual({ kind: "offline" });
  await sync.flush();

  expect(sent.at(-1)).toEqual([{ field: "title", value: "Newer", base: 1 }]);
  expect(sync.view().state.kind).toBe("saved");
});

test("an expired session keeps the text until somebody has signed in again", async () => {
  const { sync, store } = browser([{ kind: "signed_out" }, saved(2)]);

  sync.set("why", "because");
  await sync.flush();
  expect(sync.view().state.kind).toBe("signed_out");
  expect(store.kept).toContain("because");
  await sync.flush();

  expect(sync.view().state.kind).toBe("saved");
});

test("a reload puts unsaved text back and sends it, from the revision that it was written on", async () => {
  const kept = JSON.stringify({ title: { value: "Unsaved", base: 1 } });
  const { sync, sent } = browser([saved(4)], kept);

  sync.restore(kept);
  expect(sync.view()).toMatchObject({ isRestored: true, answers: { title: "Unsaved" } });
  await sync.flush();

  expect(sent).toEqual([[{ field: "title", value: "Unsaved", base: 1 }]]);
});

test("text that was saved after all is not called restored", () => {
  const { sync } = browser([]);

  sync.restore(JSON.stringify({ title: { value: "Old", base: 0 } }));

  expect(sync.view().isRestored).toBe(false);
});

test("a conflict keeps both texts; keeping mine sends it over the newer revision", async () => {
  const theirs = { field: "title", value: "Theirs", revision: 5, by: "Noé", at };
  const { sync, sent, store } = browser([saved(5, { conflicts: [theirs] }), saved(6)]);

  sync.set("title", "Mine");
  await sync.flush();
  expect(sync.view()).toMatchObject({
    answers: { title: "Mine" },
    conflicts: { title: { value: "Theirs" } },
  });
  expect(store.kept).toContain("Mine");
  sync.resolve("title", "mine");
  await sync.flush();

  expect(sent.at(-1)).toEqual([{ field: "title", value: "Mine", base: 5 }]);
  expect(sync.view().conflicts).toEqual({});
});

test("taking theirs shows their text and sends nothing", async () => {
  const theirs = { field: "title", value: "Theirs", revision: 5, by: null, at };
  const { sync, sent } = browser([saved(5, { conflicts: [theirs] }), saved(5)]);

  sync.set("title", "Mine");
  await sync.flush();
  sync.resolve("title", "theirs");
  await sync.flush();

  expect(sync.view().answers["title"]).toBe("Theirs");
  expect(sent.at(-1)).toEqual([]);
});

test("what others write appears, except where one is typing", async () => {
  const fresh = [
    { field: "title", value: "Theirs", revision: 3 },
    { field: "why", value: "Their reason", revision: 3 },
  ];
  const { sync } = browser([saved(3, { fresh })]);

  const flushing = sync.flush();
  sync.set("why", "My reason");
  await flushing;

  expect(sync.view().answers).toEqual({ title: "Theirs", why: "My reason" });
});

test("what is typed while a save is under way goes with the next one", async () => {
  const { sync, sent } = browser([saved(2), saved(3)]);

  sync.set("title", "One");
  const flushing = sync.flush();
  sync.set("title", "One, two");
  await flushing;
  expect(sync.view().state.kind).toBe("waiting");
  await sync.flush();

  expect(sent[1]).toEqual([{ field: "title", value: "One, two", base: 2 }]);
});

test("after the deadline the text stays in the browser and the reason is known", async () => {
  const { sync, store } = browser([{ kind: "refused", code: "application_closed", field: null }]);

  sync.set("title", "Too late");
  await sync.flush();

  expect(sync.view().state).toEqual({ kind: "refused", code: "application_closed" });
  expect(store.kept).toContain("Too late");
});
