import { describe, expect, test } from "vitest";
import { SharedText } from "../src/sharedText";

function sending(...texts: string[]): SharedText {
  const shared = new SharedText();
  for (const text of texts) {
    shared.edited(text);
    shared.takeUnsent();
  }
  return shared;
}

describe("sending", () => {
  test("takes the latest text, once", () => {
    const shared = new SharedText();
    shared.edited("a");
    shared.edited("ab");
    expect(shared.takeUnsent()).toBe("ab");
    expect(shared.takeUnsent()).toBeUndefined();
  });

  test("takes a text again that was edited back to what it was", () => {
    const shared = sending("a");
    shared.edited("a");
    expect(shared.takeUnsent()).toBe("a");
  });

  test("settles when everything has come back", () => {
    const shared = new SharedText();
    expect(shared.settled).toBe(true);
    shared.edited("a");
    expect(shared.settled).toBe(false);
    shared.takeUnsent();
    expect(shared.settled).toBe(false);
    shared.received("a");
    expect(shared.settled).toBe(true);
  });
});

describe("receiving", () => {
  test("shows what others wrote", () => {
    expect(new SharedText().received("theirs")).toBe(true);
  });

  test("does not show our own text", () => {
    expect(sending("a").received("a")).toBe(false);
  });

  test("shows what others wrote after our text came back", () => {
    const shared = sending("a");
    shared.received("a");
    expect(shared.received("theirs")).toBe(true);
    expect(shared.received("a")).toBe(true);
  });

  test("passes over what others wrote while a text of ours is on its way", () => {
    const shared = sending("a", "ab");
    expect(shared.received("theirs")).toBe(false);
    shared.received("a");
    expect(shared.received("theirs")).toBe(false);
    shared.received("ab");
    expect(shared.settled).toBe(true);
  });

  test("passes over what others wrote while a text of ours is still to be sent", () => {
    const shared = new SharedText();
    shared.edited("a");
    expect(shared.received("theirs")).toBe(false);
    expect(shared.takeUnsent()).toBe("a");
  });

  test("takes a later text of ours for the end of those before it", () => {
    const shared = sending("a", "ab", "abc");
    shared.received("ab");
    shared.received("abc");
    expect(shared.settled).toBe(true);
  });

  test("shows what others write after the server refused ours", () => {
    const shared = sending("a");
    shared.gaveUp("a");
    expect(shared.received("theirs")).toBe(true);
  });
});

describe("joining", () => {
  test("shows the server's text", () => {
    expect(new SharedText().joined("theirs")).toBe(true);
  });

  test("again, with nothing written meanwhile, shows the server's text", () => {
    const shared = sending("a");
    shared.received("a");
    expect(shared.joined("theirs")).toBe(true);
  });

  test("again sends what was written meanwhile", () => {
    const shared = sending("a");
    shared.edited("ab");
    expect(shared.joined("theirs")).toBe(false);
    expect(shared.takeUnsent()).toBe("ab");
  });

  test("again sends what never came back", () => {
    const shared = sending("a", "ab");
    expect(shared.joined("theirs")).toBe(false);
    expect(shared.takeUnsent()).toBe("ab");
  });

  test("again has nothing to send if our text arrived", () => {
    const shared = sending("a");
    expect(shared.joined("a")).toBe(true);
    expect(shared.takeUnsent()).toBeUndefined();
  });
});

/** A client as the room makes it, on a connection that delivers late. */
class Client {
  shared = new SharedText();
  shown = "";
  toServer: string[] = [];
  fromServer: string[] = [];

  join(text: string): void {
    this.toServer = [];
    this.fromServer = [];
    if (this.shared.joined(text)) this.shown = text;
  }

  edit(text: string): void {
    this.shown = text;
    this.shared.edited(text);
  }

  send(): void {
    const text = this.shared.takeUnsent();
    if (text !== undefined) this.toServer.push(text);
  }

  receive(): void {
    const text = this.fromServer.shift();
    if (text !== undefined && this.shared.received(text)) this.shown = text;
  }
}

// Few different texts, so that different users often write the same.
const TEXTS = ["", "a", "b", "ab", "ba"];

test.each(Array.from({ length: 300 }, (_, seed) => seed + 1))(
  "all agree in the end: run %i",
  (seed) => {
    const random = randomBelow(seed);
    const clients = [new Client(), new Client(), new Client()];
    let stands = "";

    const take = (text: string | undefined) => {
      if (text === undefined) return;
      stands = text;
      for (const client of clients) client.fromServer.push(text);
    };
    for (let step = 0; step < 200; step++) {
      const client = clients[random(clients.length)]!;
      const doing = random(20);
      if (doing === 0) client.join(stands);
      else if (doing < 5) client.edit(TEXTS[random(TEXTS.length)]!);
      else if (doing < 10) client.send();
      else if (doing < 14) take(client.toServer.shift());
      else client.receive();
    }
    for (const client of clients) {
      client.send();
      while (client.toServer.length > 0) take(client.toServer.shift());
    }
    for (const client of clients) while (client.fromServer.length > 0) client.receive();

    expect(clients.map((client) => client.shown)).toEqual(clients.map(() => stands));
    expect(clients.every((client) => client.shared.settled)).toBe(true);
  },
);

/** Repeatable random numbers (xorshift). */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed * 2654435761;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
