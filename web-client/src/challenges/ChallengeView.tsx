import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Link } from "react-router";
import { isOwner, mayEdit, mayTakePart, whyReadOnly } from "../access/access";
import { setRole } from "../api/rooms";
import type { Role } from "../api/types";
import { asApiError } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { canRun } from "../run/runnable";
import { Button } from "../ui/Button";
import { PointIcon } from "../ui/icons";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { Refused } from "../ui/Refused";
import { SkipLink } from "../ui/SkipLink";
import { usePage } from "../ui/usePage";
import { ChallengeChat } from "./ChallengeChat";
import { EditorBar } from "./EditorBar";
import { EditorSettings } from "./EditorSettings";
import { OtherChallenges } from "./OtherChallenges";
import { Participants } from "./Participants";
import { RunButton } from "./RunButton";
import { RunPanel } from "./RunPanel";
import { TestPanel } from "./TestPanel";
import { useChallenge } from "./useChallenge";
import { useEditorKeys } from "./useEditorKeys";
import { useSharedDocument } from "./useSharedDocument";
import { TogetherNotes } from "./TogetherNotes";
import { useTogether } from "./useTogether";
import { insertStarter, switchStarter } from "./starter";
import { workState } from "./workState";

export function ChallengeView({ id }: { id: string }) {
  const { token, user } = useSignedIn();
  const parent = useRef<HTMLDivElement>(null);
  const [chatOpen, setChatOpen] = useState(true);
  const editing = useSharedDocument(parent, user.id, id);
  const { document, sync, reading, chooseReading } = editing;
  const room = useChallenge(id, user, document, chatOpen);
  const { challenge, language, state, access, runs, tests } = room;
  const [testsOpen, setTestsOpen] = useState(false);
  const [input, setInput] = useState("");
  usePage(challenge?.title ?? "Challenge");

  useEffect(() => {
    if (language) document?.editor.setLanguage(language);
  }, [document, language]);

  useEffect(() => {
    if (room.synced) document?.setPresent(new Set(room.people.map(({ user_id }) => user_id)));
  }, [document, room.synced, room.people]);

  const together = useTogether(document, user, room.people, room.synced);
  const asked = useEditorKeys(
    () => chooseReading({ ...reading, wrap: !reading.wrap }),
    () => mayTakePart(access) && together.point(),
  );

  const chooseLanguage = (name: string) => {
    room.chooseLanguage(name);
    if (document) void switchStarter(document, name);
  };

  // All at once: a part that comes later would move the others away under the reader's finger.
  const [opened, setOpened] = useState(false);
  if (!opened && ((challenge && room.synced) || sync.status === "waiting")) setOpened(true);

  const decide = (userId: number, role: Role) => {
    setRole(token, { kind: "challenge", id }, userId, role).then(
      () => setDecideError(undefined),
      (failure: unknown) => setDecideError(asApiError(failure).message),
    );
  };
  const [decideError, setDecideError] = useState<string>();

  const refused = state.status === "refused";
  const readOnly = whyReadOnly(access, "challenge");
  return (
    <div className="room" data-chat={chatOpen} data-opened={opened || refused} data-testid="room">
      {!refused &&
        createPortal(
          <>
            <SkipLink to="editor">Skip to the editor</SkipLink>
            <SkipLink to="chat">Skip to the chat</SkipLink>
          </>,
          window.document.getElementById("skip-links")!,
        )}
      {!opened && !refused && <Loading>Opening the challenge…</Loading>}
      {refused && (
        <div className="room-notice">
          <Refused title="This challenge cannot be opened" reason={state.reason}>
            <Link className="button primary" to="/challenges">
              See all challenges
            </Link>
          </Refused>
        </div>
      )}
      {state.status === "rejoining" && (
        <div className="room-notice">
          <Notice kind="info" testId="room-rejoining">
            The connection to this room was lost. You can go on writing: it is kept here and sent
            when you are back.
          </Notice>
        </div>
      )}
      <aside className="room-side" hidden={refused} aria-label="Challenge and participants">
        <section aria-labelledby="challenge-title">
          <p className="kicker">Challenge</p>
          <h1 id="challenge-title" data-testid="challenge-title">
            {challenge?.title ?? "Challenge"}
          </h1>
          <p className="prompt" data-testid="challenge-prompt">
            {challenge?.prompt}
          </p>
          <Link to={`/challenges/${id}/settings`} data-testid="room-settings">
            {isOwner(access) ? "Share and settings" : "Members"}
          </Link>
          {" · "}
          <Link to={`/challenges/${id}/history`} data-testid="history">
            History
          </Link>
        </section>
        {decideError && <Notice>{decideError}</Notice>}
        <Participants
          people={room.people}
          synced={room.synced}
          userId={user.id}
          together={together}
          decide={isOwner(access) ? decide : undefined}
        />
      </aside>
      <section className="response" aria-labelledby="response-heading" hidden={refused}>
        <EditorBar
          language={language}
          chooseLanguage={chooseLanguage}
          canChoose={state.status === "joined" && mayEdit(access)}
          sync={sync.status}
          saved={workState(sync, state)}
          asked={asked}
        >
          <RunButton
            language={language}
            running={runs.mine}
            start={() =>
              document && runs.start(language, document.editor.view.state.doc.toString(), input)
            }
            stop={runs.stop}
          />
          <Button
            testId="tests-toggle"
            expanded={testsOpen}
            controls="tests"
            onClick={() => setTestsOpen(!testsOpen)}
          >
            Tests
          </Button>
          {mayTakePart(access) && (
            <Button
              label="Point everyone to your line"
              disabled={state.status !== "joined"}
              testId="point"
              onClick={together.point}
            >
              <PointIcon />
            </Button>
          )}
          <EditorSettings
            theme={editing.choice}
            chooseTheme={editing.chooseTheme}
            reading={reading}
            chooseReading={chooseReading}
          />
        </EditorBar>
        {readOnly && (
          <Notice kind="info" testId="read-only">
            {readOnly}
          </Notice>
        )}
        <div className="editor" ref={parent} data-testid="editor" />
        <TogetherNotes together={together} focusEditor={() => document?.editor.view.focus()} />
        <div className="editor-foot">
          <p id="editor-hint" className="hint">
            Tab indents. To leave the editor, press Escape, then Tab.
          </p>
          {editing.empty && document && state.status === "joined" && mayEdit(access) && (
            <Button
              kind="link"
              testId="starter"
              onClick={() => void insertStarter(document, language)}
            >
              Insert starter code
            </Button>
          )}
        </div>
        {testsOpen && (
          <TestPanel
            input={input}
            setInput={setInput}
            tests={tests}
            canChange={state.status === "joined" && mayTakePart(access)}
            run={
              document && canRun(language) && !runs.mine
                ? () =>
                    runs.startCases(
                      language,
                      document.editor.view.state.doc.toString(),
                      tests.cases,
                    )
                : undefined
            }
          />
        )}
        {runs.run && <RunPanel run={runs.run} own={runs.run.user.id === user.id} />}
      </section>
      {!refused && (
        <ChallengeChat
          draftKey={`${user.id}:challenge:${id}`}
          readOnly={mayTakePart(access) ? "" : readOnly}
          open={chatOpen}
          toggle={() => setChatOpen(!chatOpen)}
          lines={room.lines}
          conversation={room.conversation}
          owner={isOwner(access)}
          outgoing={room.outgoing}
          outbox={room.outbox}
          goToLine={together.goToLine}
          lineHere={together.lineHere}
        />
      )}
      <OtherChallenges />
    </div>
  );
}
