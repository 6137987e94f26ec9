import { useId } from "react";
import { Link, useNavigate } from "react-router";
import * as api from "../api/api";
import { languages } from "../editor/languageNames";
import { useSignedIn } from "../session/session";
import { useForm } from "../session/useForm";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";

export function NewChallenge() {
  usePage("New challenge");
  const { token } = useSignedIn();
  const navigate = useNavigate();
  const id = useId();
  const { submit, error, busy } = useForm(async (data) => {
    const { title = "", prompt = "", language = "javascript" } = data;
    const visibility = data["visibility"] === "private" ? "private" : "open";
    const created = await api.createChallenge(token, { title, prompt, language, visibility });
    await navigate(`/challenges/${created.id}`);
  });
  const promptError = error?.fields["prompt"];

  return (
    <div className="narrow wide">
      <form className="card form" onSubmit={submit} data-testid="challenge-form">
        <h1>New challenge</h1>
        {error && <Notice testId="form-error">{error.message}</Notice>}
        <Field
          label="Title"
          name="title"
          required
          testId="title"
          placeholder="Sorting by hand"
          error={error?.fields["title"]}
        />
        <div className="field">
          <label htmlFor={`${id}-prompt`}>Task</label>
          <textarea
            id={`${id}-prompt`}
            name="prompt"
            rows={6}
            required
            data-testid="prompt"
            aria-invalid={promptError ? true : undefined}
            aria-describedby={promptError ? `${id}-error` : undefined}
          />
          {promptError && (
            <p className="field-error" id={`${id}-error`}>
              {promptError}
            </p>
          )}
        </div>
        <div className="field">
          <label htmlFor={`${id}-language`}>Language</label>
          <select
            id={`${id}-language`}
            name="language"
            defaultValue="javascript"
            data-testid="language"
          >
            {languages.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <fieldset className="field choices">
          <legend>Purpose</legend>
          <label className="choice">
            <input
              type="radio"
              name="visibility"
              value="open"
              defaultChecked
              data-testid="practice"
            />
            <span>
              Practice
              <small className="quiet">Everyone with an account can open and edit it.</small>
            </span>
          </label>
          <label className="choice">
            <input type="radio" name="visibility" value="private" data-testid="interview" />
            <span>
              Interview
              <small className="quiet">Private: only people you invite can open it.</small>
            </span>
          </label>
        </fieldset>
        <div className="actions">
          <Button kind="primary" type="submit" disabled={busy} testId="submit">
            {busy ? "Creating…" : "Create"}
          </Button>
          <Link className="button quiet" to="/challenges">
            Cancel
          </Link>
        </div>
      </form>
    </div>
  );
}
