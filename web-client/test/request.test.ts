import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { request } from "../src/api/request";

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn((_url: string, _init?: RequestInit) =>
    Promise.resolve(
      new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers }),
    ),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

beforeEach(() => vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" }));
afterEach(() => vi.unstubAllGlobals());

test("sends the token and the body, and gives what is answered", async () => {
  const fetched = answering(201, { jwt: "t" });
  const body = { session: { email: "a@b.c" } };
  expect(await request("/sessions", { method: "POST", token: "t0", body })).toEqual({ jwt: "t" });
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("/api/v1/sessions");
  expect(init?.body).toBe(JSON.stringify(body));
  expect(new Headers(init?.headers).get("authorization")).toBe("t0");
});

test("tells what is wrong with which field, the first of each", async () => {
  answering(422, {
    errors: [{ email: "is taken" }, { email: "is odd" }, { password: "is short" }],
  });
  await expect(request("/registrations")).rejects.toMatchObject({
    status: 422,
    fields: { email: "is taken", password: "is short" },
  });
});

test("tells the server's reason", async () => {
  answering(403, { error: "Not Authenticated!" });
  await expect(request("/chats")).rejects.toMatchObject({
    status: 403,
    message: "Not Authenticated!",
  });
});

test("tells how long to wait", async () => {
  answering(429, { error: "Too many attempts" }, { "retry-after": "30" });
  await expect(request("/sessions")).rejects.toThrow("Try again in 30 seconds.");
  answering(429, { error: "Too many attempts" }, { "retry-after": "600" });
  await expect(request("/sessions")).rejects.toThrow("Try again in 10 minutes.");
  answering(429, { error: "Too many changes. Try again in 7 seconds" }, { "retry-after": "7" });
  await expect(request("/chats")).rejects.toThrow(/^Too many changes. Try again in 7 seconds.$/);
});

test("a server that cannot be reached, or talks nonsense, is an error like others", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  await expect(request("/chats")).rejects.toMatchObject({ status: 0 });
  answering(502, "<h1>Bad gateway</h1>");
  await expect(request("/chats")).rejects.toMatchObject({ status: 502 });
  answering(200, "<h1>hm</h1>");
  await expect(request("/chats")).rejects.toMatchObject({ status: 200 });
});
