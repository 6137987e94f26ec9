// The frames of one page: their bytes, and the pushes without a reply.
const PUSH = 0;
const REPLY = 1;

export class Traffic {
  received = 0;
  #unanswered = new Map();

  get isAnswered() {
    return this.#unanswered.size === 0;
  }

  sent(payload) {
    const { joinRef, ref, topic } = decode(payload);
    // The page leaves "lv:" before it navigates, without waiting for the reply.
    if (ref && topic !== "phoenix" && topic !== "lv:") {
      this.#unanswered.set(`${topic} ${ref}`, { topic, joinRef });
    }
  }

  arrived(payload) {
    this.received += Buffer.byteLength(payload);
    const { joinRef, ref, topic, event } = decode(payload);
    if (event === "phx_reply") this.#unanswered.delete(`${topic} ${ref}`);
    if (event !== "phx_error" && event !== "phx_close") return;
    for (const [key, push] of this.#unanswered) {
      if (push.topic === topic && push.joinRef === joinRef) this.#unanswered.delete(key);
    }
  }

  /** Earlier pushes get no reply any more. */
  disconnected() {
    this.#unanswered.clear();
  }
}

function decode(payload) {
  if (typeof payload === "string") {
    const [joinRef, ref, topic, event] = JSON.parse(payload);
    return { joinRef, ref, topic, event };
  }
  const kind = payload[0];
  if (kind !== PUSH && kind !== REPLY) return {};
  const fields = [];
  let at = 5;
  for (const length of payload.subarray(1, 5)) {
    fields.push(payload.subarray(at, at + length).toString());
    at += length;
  }
  const [joinRef, ref, topic, event] = fields;
  return { joinRef, ref, topic, event: kind === REPLY ? "phx_reply" : event };
}
