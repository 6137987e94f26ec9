import { afterEach, expect, test, vi } from "vitest";
import { basePath, serverPath } from "../src/app/base";

afterEach(() => vi.unstubAllGlobals());

test("the server is where the page's base says", () => {
  vi.stubGlobal("document", { baseURI: "https://app.example/roost/" });
  expect(basePath()).toBe("/roost/");
  expect(serverPath("socket")).toBe("/roost/socket");
  vi.stubGlobal("document", { baseURI: "http://127.0.0.1:4000/" });
  expect(basePath()).toBe("/");
  expect(serverPath("api/v1/chats")).toBe("/api/v1/chats");
});
