import type { Socket } from "phoenix";
import { createEditor } from "./editor";
import { notify, page } from "./page";
import { SharedText } from "./sharedText";
import { throttle } from "./throttle";

/** A challenge as the server tells it. */
interface Challenge {
  id: number;
  title: string;
  prompt: string;
  response: string | null;
}

const SEND_EVERY_MS = 100;

const SAVED = { saved: "Saved", saving: "Saving…", waiting: "Not sent yet", failed: "Not saved" };

/** Joins the room of a challenge and lets its response be edited together with everyone in it. */
export function openRoom(socket: Socket, challengeId: string): void {
  const channel = socket.channel(`challenges:${challengeId}`);
  const text = new SharedText();
  const editor = createEditor(page.editor, (edited) => {
    text.edited(edited);
    showSaved();
    sendSoon();
  });
  let joined = false;
  let failed = false;

  const sendSoon = throttle(send, SEND_EVERY_MS);

  function send(): void {
    // What is pushed while away is kept by the channel and would all be sent later.
    const response = joined ? text.takeUnsent() : undefined;
    if (response === undefined) return;
    channel
      .push("response:update", { response })
      .receive("error", ({ error }: { error: string }) => {
        failed = true;
        notify(page.roomNotice, `Your last change was not saved: ${error}`);
        giveUp(response);
      })
      // There is no reply to a text that was taken, so this comes for each.
      .receive("timeout", () => giveUp(response));
  }

  function giveUp(response: string): void {
    text.gaveUp(response);
    showSaved();
  }

  function allIsWell(): void {
    failed = false;
    notify(page.roomNotice);
  }

  function showSaved(): void {
    const state = failed ? "failed" : text.settled ? "saved" : joined ? "saving" : "waiting";
    page.saved.dataset["state"] = state;
    page.saved.textContent = SAVED[state];
  }

  channel.on("response:updated", ({ challenge }: { challenge: Challenge }) => {
    const response = challenge.response ?? "";
    if (text.received(response)) editor.show(response);
    allIsWell();
    showSaved();
  });
  channel.on("language:updated", ({ language }: { language: string }) => showLanguage(language));
  channel.on("user:joined", ({ challenge_state }: { challenge_state: { language: string } }) =>
    showLanguage(challenge_state.language),
  );

  channel.onError(() => {
    joined = false;
    showSaved();
  });

  // The client joins again by itself after each loss of the connection, and calls these again.
  channel
    .join()
    .receive("ok", ({ challenge }: { challenge: Challenge }) => {
      joined = true;
      allIsWell();
      const response = challenge.response ?? "";
      showChallenge(challenge);
      if (text.joined(response)) editor.show(response);
      editor.allowEditing(true);
      send();
      showSaved();
    })
    .receive("error", ({ reason }: { reason: string }) => {
      joined = false;
      channel.leave();
      editor.allowEditing(false);
      notify(page.roomNotice, `This challenge cannot be joined: ${reason}`);
    });
}

function showChallenge({ title, prompt }: Challenge): void {
  document.title = `${title} | Roost`;
  page.challengeTitle.textContent = title;
  page.challengePrompt.textContent = prompt;
  page.challenge.hidden = false;
  page.response.hidden = false;
}

function showLanguage(language: string): void {
  page.language.textContent = language;
  page.language.hidden = false;
}
