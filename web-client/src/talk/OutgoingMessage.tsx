import { Button } from "../ui/Button";
import type { Outbox, Outgoing } from "./outbox";

const STATES = {
  waiting: "Waiting for the connection…",
  sending: "Sending…",
  failed: "Not sent",
};

/** A message that the server does not have yet. */
export function OutgoingMessage({
  item,
  outbox,
  self,
}: {
  item: Outgoing;
  outbox: Outbox;
  self: string;
}) {
  return (
    <li className="message" data-mine data-state={item.state} data-testid="message-outgoing">
      <p className="message-head">
        <strong className="message-author">{self}</strong>
      </p>
      <p className="bubble">{item.text}</p>
      <p className="message-state">
        {STATES[item.state]}
        {item.reason && `: ${item.reason}`}
        {item.state === "failed" && (
          <>
            {" "}
            <Button kind="link" onClick={() => outbox.retry(item.id)} testId="message-retry">
              Try again
            </Button>{" "}
            <Button kind="link" onClick={() => outbox.discard(item.id)} testId="message-discard">
              Discard
            </Button>
          </>
        )}
      </p>
    </li>
  );
}
