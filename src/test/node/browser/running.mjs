// Runs programs in the room of a challenge and waits for their ends.
import { until } from "../checks.mjs";

const OPEN = ["loading", "running"];

// Runs in the page: reads id, status and output at one moment.
function shownRun() {
  const run = document.querySelector('[data-testid="run"]');
  const parts = run?.querySelectorAll('[data-testid="run-output"] [data-stream]') ?? [];
  return {
    id: run?.dataset.run,
    status: run?.dataset.status,
    output: [...parts].map((part) => part.textContent).join(""),
  };
}

const read = (person) => person.page.evaluate(shownRun);

// Opens a challenge in which runs have more time than a busy machine takes to press Stop.
export async function openWithTime(person, path) {
  let answered;
  const answer = new Promise((resolve) => (answered = resolve));
  await person.page.route("**/api/v1/settings", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), max_run_seconds: 200 } });
    answered();
  });
  await person.openChallenge(path);
  await answer;
}

export async function chooseLanguage(person, language) {
  await person.at("language").selectOption(language);
  await until(language, async () => (await person.at("language").inputValue()) === language);
}

// Puts a program into the editor and starts it, or the test cases. Returns the id of the run.
export async function run(person, program, button = "run-start") {
  await person.clear();
  await person.page.keyboard.insertText(program);
  const before = (await read(person)).id;
  await person.at(button).click();
  let id;
  await until("a run starts", async () => ((id = (await read(person)).id), id !== before));
  return id;
}

// The statuses of the test cases so far.
export async function results(person) {
  const shown = person.at("result");
  return shown.evaluateAll((all) => all.map(({ dataset }) => dataset.status));
}

// Waits for a line of a program that runs or has ended.
export async function wrote(person, id, text, ms) {
  await until(
    `the program writes ${text}`,
    async () => {
      const run = await read(person);
      return run.id === id && run.output.includes(text);
    },
    ms,
  );
}

// Waits for the end of a run. Returns its status and output as this person sees them.
export async function endOf(person, id, ms) {
  let run;
  await until(
    "the run ends",
    async () => ((run = await read(person)), run.id === id && !OPEN.includes(run.status)),
    ms,
  );
  return { status: run.status, output: run.output };
}
