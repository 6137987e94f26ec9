import { serverPath } from "../app/base";

/** Why a connection did not come about. */
export type Refusal =
  /** The server cannot be reached. */
  | "unreachable"
  /** The server refuses pages of this origin. */
  | "wrong_origin"
  /** The server answers, and refuses this connection. */
  | "refused";

const FORBIDDEN = 403;

/**
 * Asks the server why it did not let a connection in. A browser does not tell why a WebSocket failed
 * to open. To a post without a session the server answers by the check of the origin alone, which
 * is the first one, and a browser sends the origin with every post.
 */
export async function whyRefused(): Promise<Refusal> {
  try {
    const answer = await fetch(serverPath("socket/longpoll?vsn=2.0.0"), {
      method: "POST",
      cache: "no-store",
    });
    if (answer.status >= 500) return "unreachable";
    const content = (await answer.json().catch(() => null)) as { status?: unknown } | null;
    return content?.status === FORBIDDEN ? "wrong_origin" : "refused";
  } catch {
    return "unreachable";
  }
}
