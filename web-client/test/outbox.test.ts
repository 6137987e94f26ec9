import { describe, expect, test } from "vitest";
import type { Answer } from "../src/channels/ask";
import { Outbox, type Outgoing } from "../src/talk/outbox";

function sender() {
  const sent: { text: string; answer: (answer: Answer<unknown>) => void }[] = [];
  const send = (text: string, answer: (answer: Answer<unknown>) => void) =>
    void sent.push({ text, answer });
  return { sent, send, texts: () => sent.map(({ text }) => text) };
}

const states = (outbox: Outbox) => outbox.items.map(({ text, state }) => `${text}: ${state}`);
const ok: Answer<unknown> = { status: "ok", value: {} };

test("keeps messages until the room is open, and sends them in their order", () => {
  const { sent, send, texts } = sender();
  const outbox = new Outbox({ history: true });
  outbox.add("one");
  outbox.add("two");
  expect(states(outbox)).toEqual(["one: waiting", "two: waiting"]);
  outbox.ready(send);
  expect(texts()).toEqual(["one"]);
  sent[0]!.answer(ok);
  expect(texts()).toEqual(["one", "two"]);
  sent[1]!.answer(ok);
  expect(outbox.items).toEqual([]);
});

test("a message that comes back was taken, though there is no reply", () => {
  const { send } = sender();
  const outbox = new Outbox({ history: true });
  outbox.told([{ order: 7, mine: true, text: "again" }]);
  outbox.ready(send);
  outbox.add("again");
  outbox.told([{ order: 8, mine: false, text: "again" }]);
  expect(states(outbox)).toEqual(["again: sending"]);
  outbox.told([{ order: 9, mine: true, text: "again" }]);
  expect(outbox.items).toEqual([]);
});

test("says why a message was refused, and tries again when told to", () => {
  const { sent, send, texts } = sender();
  const outbox = new Outbox({ history: true });
  outbox.ready(send);
  outbox.add("long");
  sent[0]!.answer({ status: "error", reason: "too long", value: {} });
  expect(outbox.items[0]).toMatchObject({ state: "failed", reason: "too long" });
  outbox.retry(outbox.items[0]!.id);
  expect(texts()).toEqual(["long", "long"]);
  sent[1]!.answer({ status: "lost" });
  outbox.discard(outbox.items[0]!.id);
  expect(outbox.items).toEqual([]);
});

describe("when the connection is lost before the answer", () => {
  test("the history tells whether the message was taken", () => {
    const { send, texts } = sender();
    const outbox = new Outbox({ history: true });
    outbox.told([{ order: 1, mine: true, text: "a" }]);
    outbox.ready(send);
    outbox.add("a");
    outbox.unready();
    outbox.told([
      { order: 1, mine: true, text: "a" },
      { order: 2, mine: true, text: "a" },
    ]);
    outbox.ready(send);
    expect(texts()).toEqual(["a"]);
    expect(outbox.items).toEqual([]);
  });

  test("and it is sent again if not", () => {
    const { sent, send, texts } = sender();
    const outbox = new Outbox({ history: true });
    outbox.ready(send);
    outbox.add("a");
    outbox.unready();
    outbox.told([{ order: 5, mine: false, text: "a" }]);
    outbox.ready((text, answered) => send(text, answered));
    expect(texts()).toEqual(["a", "a"]);
    sent[0]!.answer(ok);
    expect(states(outbox)).toEqual(["a: sending"]);
  });

  test("without a history the writer decides", () => {
    const { send, texts } = sender();
    const outbox = new Outbox({ history: false });
    outbox.ready(send);
    outbox.add("a");
    outbox.unready();
    outbox.ready(send);
    expect(texts()).toEqual(["a"]);
    expect(states(outbox)).toEqual(["a: failed"]);
  });
});

test("messages survive a reload of the page", () => {
  let json: string | null = null;
  const storage = { read: () => json, write: (next: string) => void (json = next) };
  const before = new Outbox({ history: true, storage });
  before.add("kept");
  const after = new Outbox({ history: true, storage });
  expect(after.items).toEqual([{ id: 1, text: "kept", state: "waiting" }] satisfies Outgoing[]);
});
