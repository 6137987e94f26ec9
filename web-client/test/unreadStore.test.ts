import { expect, test } from "vitest";
import { UnreadStore } from "../src/unread/unreadStore";

const message = (id: number, user_id = 2) => ({
  topic: "chat:1",
  id,
  author: "Bob",
  user_id,
  mentions_you: false,
});

test("a message is counted once, by the server or here", () => {
  const store = new UnreadStore(1);
  store.all([{ topic: "chat:1", name: "Team", unread: 2, last: 7 }]);
  store.message(message(7));
  expect(store.counted("chat:1")).toBe(2);
  store.message(message(8));
  store.message(message(8));
  expect(store.counted("chat:1")).toBe(3);
  store.message(message(9, 1));
  expect(store.counted("chat:1")).toBe(3);
});

test("the first message of a room is counted", () => {
  const store = new UnreadStore(1);
  store.read({ topic: "chat:1", name: "Team", unread: 0, last: null });
  store.message(message(1));
  expect(store.counted("chat:1")).toBe(1);
});
