import { afterEach, expect, test, vi } from "vitest";
import { connect, type Credentials } from "../src/socket/connect";

class FakeWebSocket {
  static readonly opened: FakeWebSocket[] = [];
  readonly url: string;
  readonly protocols: string[] | undefined;
  binaryType = "";
  readyState = 0;

  constructor(url: string, protocols?: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeWebSocket.opened.push(this);
  }

  close() {
    this.readyState = 3;
  }
}

function openedWith(credentials: Credentials): FakeWebSocket {
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("location", { protocol: "https:", host: "rooms.example", pathname: "/" });
  vi.stubGlobal("document", { baseURI: "https://rooms.example/" });
  vi.stubGlobal("window", {
    WebSocket: FakeWebSocket,
    location: { protocol: "https:", host: "rooms.example" },
    addEventListener: () => {},
    removeEventListener: () => {},
  });
  connect(credentials, () => {}).disconnect();
  return FakeWebSocket.opened.pop()!;
}

afterEach(() => vi.unstubAllGlobals());

test("the token goes into the header for sub-protocols, never into the URL", () => {
  const { url, protocols } = openedWith({ token: "a.secret.token" });
  expect(url).not.toContain("token");
  expect(url).not.toContain("secret");
  const encoded = btoa("a.secret.token").replace(/=/g, "");
  expect(protocols).toEqual(["phoenix", `base64url.bearer.phx.${encoded}`]);
});

test("a guest's name is a parameter", () => {
  const { url } = openedWith({ nickname: "Zoë" });
  expect(new URL(url, "wss://rooms.example").searchParams.get("nickname")).toBe("Zoë");
});
