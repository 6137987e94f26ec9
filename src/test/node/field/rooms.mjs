// Actions of users in the rooms.
import { request } from "./http.mjs";
import { Phoenix } from "./phoenix.mjs";

const PASSWORD = "password";
const IDS = { moebi: 1, ann: 2, bob: 3 };

export const emailOf = (name) => `${name}@email.com`;

// A token of a demo account.
export async function tokenOf(port, name) {
  const { status, json } = await request(port, "/dev/tokens", {
    method: "POST",
    json: { user_id: IDS[name] },
  });
  if (!json?.jwt) throw new Error(`no token of ${name}: ${status}`);
  return json.jwt;
}

// Returns status 201 for the right password.
export function signIn(port, email, { password = PASSWORD, from, agent } = {}) {
  return request(port, "/api/v1/sessions", {
    method: "POST",
    json: { session: { email, password } },
    from,
    agent,
  });
}

// A user who writes a challenge's text, line by line.
export class Writer {
  #phoenix;
  #topic;
  #version;
  #length;

  static async join(port, token, challenge) {
    const writer = new Writer();
    writer.#phoenix = await Phoenix.connect(port, { token });
    writer.#topic = `challenges:${challenge}`;
    const { document } = await writer.#phoenix.join(writer.#topic, { collab: { version: -1 } });
    writer.#version = document.version;
    writer.#length = document.text.length;
    return writer;
  }

  get isOpen() {
    return this.#phoenix.isOpen;
  }

  // Appends a line. Resolves to the reply; the line is stored if that is ok.
  async append(line) {
    const kept = this.#length === 0 ? [] : [this.#length];
    const changes = [...kept, [0, line, ""]];
    const reply = await this.#phoenix.push(this.#topic, "document:push", {
      version: this.#version,
      updates: [{ client_id: "field", changes }],
    });
    if (reply.status === "ok") {
      this.#version = reply.response.version;
      this.#length += line.length + 1;
    }
    return reply;
  }

  close() {
    this.#phoenix.close();
  }
}

// The text of a challenge, from a new join.
export async function textOf(port, token, challenge) {
  const phoenix = await Phoenix.connect(port, { token });
  const { document } = await phoenix.join(`challenges:${challenge}`, { collab: { version: -1 } });
  phoenix.close();
  return document.text;
}
