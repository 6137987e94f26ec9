import type { Channel } from "phoenix";
import { useRef, useState } from "react";
import { mayEdit } from "../access/access";
import { useAccess } from "../access/useAccess";
import type { Access, Challenge, ChallengeMessage, Role, User } from "../api/types";
import { ask, REPEATABLE_MS } from "../channels/ask";
import { useAlive } from "../channels/useAlive";
import { useChannel, type ChannelState } from "../channels/useChannel";
import { usePresence, type Present } from "../channels/usePresence";
import type { SharedDocument } from "../editor/sharedDocument";
import type { DocumentAnswer } from "../editor/wire";
import { accountLine, named } from "../talk/line";
import { asMember } from "../talk/names";
import { useConversation } from "../talk/useConversation";
import { useOutbox } from "../talk/useOutbox";
import type { Run } from "./runs";
import { useRuns } from "./useRuns";
import { useTestCases } from "./useTestCases";

export interface ParticipantMeta {
  typing: boolean;
  first_name: string;
  last_name?: string;
  user_id: number;
  color?: string;
  away?: boolean;
  role?: Role;
}

export type Participant = Present<ParticipantMeta>;

const DELETED: ChannelState = { status: "refused", reason: "deleted" };

interface Joined {
  challenge: Challenge;
  document: DocumentAnswer;
  access?: Access;
  run?: Run | null;
}

/** All that happens in a challenge's room. */
export function useChallenge(
  id: string,
  user: User,
  document: SharedDocument | undefined,
  chatOpen: boolean,
) {
  const { id: userId } = user;
  const [challenge, setChallenge] = useState<Challenge>();
  const [language, setLanguage] = useState("");
  const entering = useRef(false);
  const presence = usePresence<ParticipantMeta>();
  const runs = useRuns(user);
  const tests = useTestCases();

  const told = (messages: ChallengeMessage[], history = false) =>
    outbox.told(conversation.told(messages, history));

  const own = useAccess({
    access: (access) => document?.setEditable(mayEdit(access)),
    edited: ({ title, prompt }) =>
      setChallenge(
        (known) =>
          known && { ...known, title: title ?? known.title, prompt: prompt ?? known.prompt },
      ),
  });

  const listen = (channel: Channel) => {
    presence.track(channel);
    own.listen(channel);
    document?.listen(channel);
    runs.listen(channel);
    tests.listen(channel);
    channel.on("language:updated", (event: { language: string }) => setLanguage(event.language));
    channel.on("user:joined", (event: { challenge_state: { language: string } }) => {
      // The language may have changed between the answer to the join and the subscription.
      if (entering.current) setLanguage(event.challenge_state.language);
      entering.current = false;
    });
    channel.on("chat:message_created", (event: { message: ChallengeMessage }) =>
      told([event.message]),
    );
    channel.on("message:deleted", (event: { id: number }) => conversation.deleted(event.id));
    channel.on("message:changed", (event: { message: ChallengeMessage }) => told([event.message]));
  };

  const joined = (answer: Joined, channel: Channel) => {
    own.joined(answer.access);
    setChallenge(answer.challenge);
    setLanguage(answer.challenge.language);
    entering.current = true;
    told(answer.challenge.chat.messages, true);
    document?.joined(channel, answer.document);
    runs.joined(channel, answer.run);
    tests.joined(channel);
  };

  // The channel is joined once there is an editor to show its document in.
  const { channel, state } = useChannel<Joined>(document && `challenges:${id}`, {
    params: document && (() => document.joinParams()),
    listen,
    joined,
    left: () => document?.left(),
  });

  useAlive(channel, state.status === "joined");

  const conversation = useConversation<ChallengeMessage>({
    topic: `challenges:${id}`,
    channel,
    joined: state.status === "joined",
    lineOf: (message) => accountLine(message, userId),
    kept: true,
    member: true,
    shown: chatOpen,
  });

  const { outbox, outgoing } = useOutbox(`${userId}:challenge:${id}`, {
    history: true,
    ready: state.status === "joined",
    send: ({ id: client_id, text: message }, answered) => {
      if (channel)
        ask(channel, "chat:create_message", { message, client_id }, answered, REPEATABLE_MS);
    },
  });

  const chooseLanguage = (name: string) => {
    if (!channel || state.status !== "joined") return;
    ask(channel, "language:update", { response: name }, () => {});
  };

  return {
    challenge,
    language,
    chooseLanguage,
    lines: named(conversation.lines, presence.people.map(asMember)),
    conversation,
    outbox,
    outgoing,
    people: presence.people,
    synced: presence.synced,
    runs,
    tests,
    access: own.access,
    state: own.deleted ? DELETED : state,
  };
}
