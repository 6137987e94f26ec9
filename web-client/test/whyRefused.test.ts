import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whyRefused } from "../src/socket/whyRefused";

beforeEach(() => vi.stubGlobal("document", { baseURI: "https://app.example/roost/" }));
afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Promise<Response>) {
  const fetched = vi.fn((_url: string, _init?: RequestInit) => answer());
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const json = (body: unknown, status = 200) =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

test("asks by a post, which carries the origin, below the page's base", async () => {
  const fetched = answering(() => json({ status: 410 }));
  await whyRefused();
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("/roost/socket/longpoll?vsn=2.0.0");
  expect(init?.method).toBe("POST");
});

test("tells a wrong origin from what else is refused", async () => {
  answering(() => json({ status: 403 }));
  expect(await whyRefused()).toBe("wrong_origin");
  answering(() => json({ status: 410 }));
  expect(await whyRefused()).toBe("refused");
});

test("where there is no long-polling, the server has answered all the same", async () => {
  answering(() => Promise.resolve(new Response("", { status: 404 })));
  expect(await whyRefused()).toBe("refused");
});

test("a server that is away, or a proxy that cannot reach it, has refused nothing", async () => {
  answering(() => Promise.reject(new TypeError("failed to fetch")));
  expect(await whyRefused()).toBe("unreachable");
  answering(() => Promise.resolve(new Response("Bad Gateway", { status: 502 })));
  expect(await whyRefused()).toBe("unreachable");
});
