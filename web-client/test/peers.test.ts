import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { Peers, type PeerCursor } from "../src/editor/peers";

function cursor(clientId: string, version: number, head: number, userId = 1): PeerCursor {
  return {
    client_id: clientId,
    user_id: userId,
    first_name: "Ada",
    color: "#112233",
    version,
    ranges: [{ anchor: head, head }],
  };
}

const insert = (from: number, text: string, length: number) =>
  ChangeSet.of({ from, insert: text }, length);

function started(length: number): Peers {
  const peers = new Peers();
  peers.advanced(1, ChangeSet.of({ from: 0, insert: "x".repeat(length) }, 0), undefined);
  return peers;
}

const heads = (peers: Peers) => peers.list().map((peer) => peer.ranges[0]!.head);

test("a cursor moves on with what its owner types there", () => {
  const peers = started(5);
  peers.moved(cursor("a", 1, 3));
  peers.advanced(2, insert(3, "new", 5), "a");
  expect(heads(peers)).toEqual([6]);
});

test("and stays where it is when others type there", () => {
  const peers = started(5);
  peers.moved(cursor("a", 1, 3));
  peers.advanced(2, insert(3, "new", 5), "b");
  expect(heads(peers)).toEqual([3]);
});

test("a cursor of an earlier version is brought up to date", () => {
  const peers = started(5);
  peers.advanced(2, insert(0, "12", 5), "b");
  peers.advanced(3, insert(0, "3", 7), "b");
  peers.moved(cursor("a", 1, 4));
  expect(heads(peers)).toEqual([7]);
});

test("a cursor of a version that has not come yet waits for it", () => {
  const peers = started(5);
  peers.moved(cursor("a", 2, 7));
  expect(heads(peers)).toEqual([]);
  peers.advanced(2, insert(0, "12", 5), "a");
  expect(heads(peers)).toEqual([7]);
});

test("those who are gone have no cursor", () => {
  const peers = started(5);
  peers.moved(cursor("a", 1, 3));
  peers.moved(cursor("b", 2, 3));
  peers.gone({ client_id: "a", user_id: 1 });
  peers.gone({ client_id: "b", user_id: 1 });
  peers.advanced(2, insert(0, "1", 5), "c");
  expect(heads(peers)).toEqual([]);
});

test("an editor cannot move or remove the cursor of another person by its id", () => {
  const peers = started(5);
  peers.moved(cursor("a", 1, 3));
  peers.moved(cursor("a", 1, 5, 2));
  expect(heads(peers)).toEqual([3, 5]);
  peers.gone({ client_id: "a", user_id: 2 });
  expect(heads(peers)).toEqual([3]);
});

test("a position of an earlier version moves behind what was typed there since", () => {
  const peers = started(5);
  peers.advanced(2, insert(3, "12", 5), "a");
  peers.advanced(3, insert(0, "3", 7), "b");
  expect(peers.positionNow(1, 3)).toBe(6);
  expect(peers.positionNow(3, 3)).toBe(3);
  expect(peers.positionNow(1, 100)).toBe(8);
});

test("the cursor that moved last is the last of the list", () => {
  const peers = started(5);
  peers.moved(cursor("a", 1, 1));
  peers.moved(cursor("b", 1, 2));
  peers.moved(cursor("a", 1, 3));
  expect(heads(peers)).toEqual([2, 3]);
});
