import { useCallback, useEffect, useMemo, useState } from "react";
import type { User } from "../api/types";
import { lastMarked, markLine, unmarkLine } from "../editor/pointedLine";
import { goTo, reveal } from "../editor/scrollTo";
import type { SharedDocument } from "../editor/sharedDocument";
import { asMember, memberNames, type Member } from "../talk/names";
import { colorOf } from "../ui/colors";
import { useLatest } from "../ui/useLatest";
import type { Participant } from "./useChallenge";

/** Someone whose cursor the view follows. */
interface Followed {
  userId: number;
  name: string;
}

/** A message about the text, for the reader alone. */
export type Told =
  | { kind: "said"; text: string }
  /** Someone points to a line, which the reader can go to. */
  | { kind: "pointed"; text: string; color: string };

/** How long a line is marked. */
const MARKED_MS = 8_000;

/** Goes to the cursors of others and follows them, and points to lines. */
export function useTogether(
  document: SharedDocument | undefined,
  user: User,
  people: readonly Participant[],
  synced: boolean,
) {
  const [followed, setFollowed] = useState<Followed>();
  const [told, setTold] = useState<Told>();
  const [marked, setMarked] = useState<object>();
  const nameOf = useMemo(() => memberNames(people.map(asMember)), [people]);
  const latest = useLatest({ followed, nameOf });

  const say = (text: string) => setTold({ kind: "said", text });
  const stop = useCallback(() => setFollowed(undefined), []);
  const dismiss = useCallback(() => setTold(undefined), []);

  const mark = useCallback(
    (position: number, color: string) => {
      if (!document) return;
      markLine(document.editor.view, position, color);
      // Another object each time: the time begins again.
      setMarked({});
    },
    [document],
  );

  useEffect(() => {
    if (!document || !marked) return;
    const timer = setTimeout(() => unmarkLine(document.editor.view), MARKED_MS);
    return () => clearTimeout(timer);
  }, [document, marked]);

  useEffect(() => {
    if (!document) return;
    return document.watch({
      peersMoved() {
        const head = latest.current.followed && document.cursorOf(latest.current.followed.userId);
        if (head !== undefined) reveal(document.editor.view, head);
      },
      acted: stop,
      pointed({ user_id: id, first_name, last_name }, position) {
        const { doc } = document.editor.view.state;
        const name = latest.current.nameOf({ id, first_name, last_name });
        const text = `${name} points to line ${doc.lineAt(position).number}`;
        setTold({ kind: "pointed", text, color: colorOf(id) });
        mark(position, colorOf(id));
      },
    });
  }, [document, latest, stop, mark]);

  useEffect(() => {
    if (!followed) return;
    const pressed = ({ key }: KeyboardEvent) => {
      if (key === "Escape") stop();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [followed, stop]);

  const left = synced && followed && !people.some(({ user_id }) => user_id === followed.userId);
  useEffect(() => {
    if (!left) return;
    stop();
    say(`${followed!.name} left. You no longer follow them.`);
  }, [left, stop, followed]);

  const go = (position: number) => {
    if (!document) return;
    stop();
    dismiss();
    goTo(document.editor.view, position);
  };

  return {
    followed,
    told,
    stop,
    dismiss,
    goToPerson(person: Member) {
      const head = document?.cursorOf(person.id);
      if (head === undefined) say(`${nameOf(person)} has no cursor in the text yet.`);
      else go(head);
    },
    follow(person: Member) {
      setFollowed({ userId: person.id, name: nameOf(person) });
      setTold(undefined);
      const head = document?.cursorOf(person.id);
      if (head !== undefined) reveal(document!.editor.view, head);
    },
    goToPointed() {
      const position = document && lastMarked(document.editor.view);
      if (told?.kind !== "pointed" || position === undefined) return;
      go(position);
      mark(position, told.color);
    },
    goToLine(number: number) {
      if (!document) return;
      const { doc } = document.editor.view.state;
      if (number > doc.lines) {
        say(`There is no line ${number}. The last line is ${doc.lines}.`);
        return;
      }
      const { from } = doc.line(number);
      go(from);
      mark(from, colorOf(user.id));
    },
    /** The line of the reader's cursor, as text for a message. */
    lineHere() {
      if (!document) return "";
      const { doc, selection } = document.editor.view.state;
      return `L${doc.lineAt(selection.main.head).number} `;
    },
    point() {
      const line = document?.point((answer) => {
        if (answer.status === "ok") say(`Everyone was pointed to line ${line}.`);
        else say(answer.status === "error" ? answer.reason : "The server did not answer.");
      });
      if (line === undefined) say("There is no connection.");
    },
  };
}

export type Together = ReturnType<typeof useTogether>;
