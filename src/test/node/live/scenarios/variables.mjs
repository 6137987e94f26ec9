// The saved values of a raw scenario: `{A.session}`. `{A.session~}` has one character changed,
// `{A.session^}` lacks the last part.
const HIDDEN = { rendered: "<rendered>", liveview_version: "<version>" };
const LONG_ENOUGH = 6;

export class Variables {
  #values;

  constructor(values) {
    this.#values = new Map(Object.entries(values));
  }

  /** The tokens of a page. */
  store(name, page) {
    const attribute = (tag, key) => new RegExp(`\\b${key}="([^"]*)"`).exec(tag)?.[1];
    const [meta] = /<meta[^>]*name="csrf-token"[^>]*>/.exec(page) ?? [];
    const [main] = /<[a-z]+[^>]*\bdata-phx-main\b[^>]*>/.exec(page) ?? [];
    this.#values.set(`${name}.csrf`, attribute(meta, "content"));
    if (!main) return;
    this.#values.set(`${name}.id`, attribute(main, "id"));
    this.#values.set(`${name}.session`, attribute(main, "data-phx-session"));
    this.#values.set(`${name}.static`, attribute(main, "data-phx-static"));
  }

  fill(value) {
    return mapped(value, (text) =>
      text.replace(/\{([\w.]+)([~^]?)\}/g, (all, name, change) => {
        const known = this.#values.get(name);
        if (known === undefined) return all;
        if (change === "~") return spoiled(known);
        return change === "^" ? known.split(".").slice(0, -1).join(".") : known;
      }),
    );
  }

  /** The reverse of fill; values that differ between servers become `<token>` and the like. */
  hide(value, key) {
    if (HIDDEN[key]) return HIDDEN[key];
    if (key === "diff" && value && Object.keys(value).length) return "<diff>";
    if (typeof value === "string") {
      if (key === "flash" || key === "token") return "<token>";
      let text = value;
      for (const [name, known] of this.#values) {
        if (known?.length >= LONG_ENOUGH) text = text.replaceAll(known, `{${name}}`);
      }
      return text;
    }
    if (Array.isArray(value)) return value.map((one) => this.hide(one));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, this.hide(one, name)]),
    );
  }
}

function mapped(value, change) {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [change(key), mapped(one, change)]),
  );
}

function spoiled(text) {
  const middle = Math.floor(text.length / 2);
  return text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
}
