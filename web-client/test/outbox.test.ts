import { describe, expect, test } from "vitest";
import type { Answer } from "../src/channels/ask";
import { Outbox, type OutboxOptions, type Outgoing } from "../src/talk/outbox";

function sender() {
  const sent: { id: string; text: string; answer: (answer: Answer<unknown>) => void }[] = [];
  const send = (message: { id: string; text: string }, answer: (answer: Answer<unknown>) => void) =>
    void sent.push({ ...message, answer });
  return { sent, send, texts: () => sent.map(({ text }) => text) };
}

function outboxOf(options: Partial<OutboxOptions> = {}): Outbox {
  let count = 0;
  return new Outbox({ history: true, newId: () => `id${++count}`, ...options });
}

/** Storage that two tabs may share. */
function storageOf(kept: Outgoing[]) {
  return {
    read: () => Promise.resolve([...kept]),
    put(item: Outgoing) {
      const at = kept.findIndex(({ id }) => id === item.id);
      if (at < 0) kept.push(item);
      else kept[at] = item;
    },
    remove: (id: string) =>
      void kept.splice(
        kept.findIndex((item) => item.id === id),
        1,
      ),
  };
}

const states = (outbox: Outbox) => outbox.items.map(({ text, state }) => `${text}: ${state}`);
const ok: Answer<unknown> = { status: "ok", value: {} };

test("keeps messages until the room is open, and sends them in their order", () => {
  const { sent, send, texts } = sender();
  const outbox = outboxOf();
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
  const outbox = outboxOf();
  outbox.ready(send);
  outbox.add("again");
  outbox.told([{ clientId: "of another" }, {}]);
  expect(states(outbox)).toEqual(["again: sending"]);
  outbox.told([{ clientId: "id1" }]);
  expect(outbox.items).toEqual([]);
});

test("says why a message was refused, and tries again when told to", () => {
  const { sent, send, texts } = sender();
  const outbox = outboxOf();
  outbox.ready(send);
  outbox.add("long");
  sent[0]!.answer({ status: "error", reason: "too long", value: {} });
  expect(outbox.items[0]).toMatchObject({ state: "failed", reason: "too long" });
  outbox.retry("id1");
  expect(texts()).toEqual(["long", "long"]);
  sent[1]!.answer({ status: "error", reason: "too long", value: {} });
  outbox.discard("id1");
  expect(outbox.items).toEqual([]);
});

describe("when the answer is lost", () => {
  test("a message is sent again under the same id", () => {
    const { sent, send } = sender();
    const outbox = outboxOf();
    outbox.ready(send);
    outbox.add("a");
    outbox.unready();
    expect(states(outbox)).toEqual(["a: waiting"]);
    outbox.ready((message, answered) => send(message, answered));
    expect(sent.map(({ id }) => id)).toEqual(["id1", "id1"]);
    sent[0]!.answer(ok);
    expect(states(outbox)).toEqual(["a: sending"]);
    sent[1]!.answer({ status: "lost" });
    expect(sent).toHaveLength(3);
    sent[2]!.answer(ok);
    expect(outbox.items).toEqual([]);
  });

  test("where the server keeps nothing, the writer decides", () => {
    const { send, texts } = sender();
    const outbox = outboxOf({ history: false });
    outbox.ready(send);
    outbox.add("a");
    outbox.unready();
    outbox.ready(send);
    expect(texts()).toEqual(["a"]);
    expect(states(outbox)).toEqual(["a: failed"]);
  });
});

test("messages survive the page, and are sent by the next before its own", async () => {
  const kept: Outgoing[] = [];
  const before = outboxOf({ storage: storageOf(kept) });
  before.ready(() => {});
  before.add("kept");
  expect(kept).toEqual([{ id: "id1", text: "kept", state: "sending" }]);

  const after = outboxOf({ storage: storageOf(kept), newId: () => "id2" });
  after.add("new");
  await Promise.resolve();
  expect(states(after)).toEqual(["kept: waiting", "new: waiting"]);
  const { sent, send } = sender();
  after.ready(send);
  sent[0]!.answer(ok);
  sent[1]!.answer(ok);
  expect(sent.map(({ id }) => id)).toEqual(["id1", "id2"]);
  expect(kept).toEqual([]);
});
