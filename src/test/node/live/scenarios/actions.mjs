// The user's actions on a page, such as `["click", "#add"]`.
const first = (page, selector) => page.locator(selector).first();

const ACTIONS = {
  open: ({ page }, [path], base) => page.goto(base + path, { waitUntil: "load" }),
  reload: ({ page }) => page.reload(),
  back: ({ page }) => page.evaluate(() => history.back()),
  forward: ({ page }) => page.evaluate(() => history.forward()),
  click: ({ page }, [selector, modifiers = []]) => first(page, selector).click({ modifiers }),
  fill: ({ page }, [selector, text]) => first(page, selector).fill(text),
  type: ({ page }, [selector, text]) =>
    first(page, selector).pressSequentially(text, { delay: 10 }),
  press: ({ page }, [selector, key]) => first(page, selector).press(key),
  key: ({ page }, [key]) => page.keyboard.press(key),
  check: ({ page }, [selector]) => first(page, selector).check(),
  uncheck: ({ page }, [selector]) => first(page, selector).uncheck(),
  choose: ({ page }, [selector, options]) => first(page, selector).selectOption(options),
  focus: ({ page }, [selector]) => first(page, selector).focus(),
  blur: ({ page }, [selector]) => first(page, selector).blur(),
  files: ({ page }, [selector, files]) => first(page, selector).setInputFiles(files.map(file)),
  mark: ({ page }, [selector, mark]) =>
    first(page, selector).evaluate((element, name) => void (element.scenarioMark = name), mark),
  cmd: async ({ page }, [text]) => {
    await first(page, "#c").fill(text);
    await first(page, "#c").press("Enter");
  },
  drop: ({ page }) => page.evaluate(() => scenario.drop()),
  push: ({ page }, args) => page.evaluate((given) => scenario.push(...given), args),
  pushTo: ({ page }, args) => page.evaluate((given) => scenario.pushTo(...given), args),
  script: ({ page }, [code]) => page.evaluate(code),
  request: ({ page }, [method, path], base) =>
    page.request.fetch(base + path, { method, maxRedirects: 0 }),
  look: () => {},
};

export async function act(person, [name, ...args], base) {
  if (!ACTIONS[name]) throw new Error(`no such action: ${name}`);
  await ACTIONS[name](person, args, base);
}

function file({ name, type, text, size }) {
  const buffer =
    text === undefined
      ? Buffer.from(Array.from({ length: size }, (_, i) => (31 * i + 7) % 256))
      : Buffer.from(text);
  return { name, mimeType: type, buffer };
}
