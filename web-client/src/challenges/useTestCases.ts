import type { Channel } from "phoenix";
import { useRef, useState } from "react";
import { ask, type Answer } from "../channels/ask";
import { withCase, type TestCase } from "./testCases";

/** The test cases of a challenge, as all in its room have them. */
export function useTestCases() {
  const [cases, setCases] = useState<readonly TestCase[]>([]);
  const channel = useRef<Channel>(undefined);
  const changes = useRef(0);

  const listen = (joining: Channel) => {
    joining.on("case:saved", (event: { case: TestCase }) => {
      changes.current++;
      setCases((known) => withCase(known, event.case));
    });
    joining.on("case:deleted", (event: { id: number }) => {
      changes.current++;
      setCases((known) => known.filter(({ id }) => id !== event.id));
    });
  };

  const joined = (entered: Channel) => {
    channel.current = entered;
    const before = changes.current;
    ask<{ cases: TestCase[] }>(entered, "case:pull", {}, (answer) => {
      if (answer.status !== "ok") return;
      // The answer may be from before a change that has arrived meanwhile.
      if (changes.current !== before) joined(entered);
      else setCases(answer.value.cases);
    });
  };

  const push = (event: string, payload: object, answered: (answer: Answer<unknown>) => void) => {
    if (channel.current?.state === "joined") ask(channel.current, event, payload, answered);
    else answered({ status: "lost" });
  };

  return {
    cases,
    listen,
    joined,
    /** Adds a case, or changes the one with that id. */
    save: (saved: Omit<TestCase, "id"> & { id?: number }, answered: (trouble?: string) => void) =>
      push("case:save", saved, (answer) => answered(troubleOf(answer))),
    remove: (id: number, answered: (trouble?: string) => void) =>
      push("case:delete", { id }, (answer) => answered(troubleOf(answer))),
  };
}

function troubleOf(answer: Answer<unknown>): string | undefined {
  if (answer.status === "ok") return undefined;
  if (answer.status === "lost") return "The server did not answer. Try again.";
  const { limit } = (answer.value ?? {}) as { limit?: number };
  switch (answer.reason) {
    case "too_many":
      return `A challenge can have ${limit} test cases.`;
    case "too_large":
      return `Input and expected output can have ${limit} bytes each.`;
    case "unknown_case":
      return "Somebody has deleted this case.";
    default:
      return "The test case could not be changed.";
  }
}
