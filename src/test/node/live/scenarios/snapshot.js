// Runs in the page: its state in a form that does not depend on the server.
export function snapshot() {
  const RANDOM_ID = /^phx-[A-Za-z0-9_-]{12,}$/;
  const SPACE = /[ \t\r\n\f]+/g;
  const LONGEST_LINE = 2000;
  const BOOLEAN = new Set(
    "autofocus checked disabled hidden multiple open readonly required selected".split(" "),
  );
  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  if (!document.body) return null;

  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (!value || typeof value !== "object") return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
  };
  const escaped = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const collapsed = (text) => escaped(text.replace(SPACE, " ").trim());

  // null: the attribute counts as absent.
  const written = (name, value) => {
    if (name === "class") {
      const classes = value.split(/\s+/).filter((one) => one && one !== "phx-connected");
      return classes.join(" ") || null;
    }
    if (name === "style") return value.trim().replace(/\s+/g, " ") || null;
    if (RANDOM_ID.test(value)) return name === "id" ? null : "?";
    if (name === "phx-target" && /^\d+$/.test(value)) return "component";
    if (!value.startsWith("[[")) return value;
    try {
      return JSON.stringify(sorted(JSON.parse(value)));
    } catch {
      return value;
    }
  };
  const attributes = (element) => {
    const pairs = [];
    for (const { name, value } of [...element.attributes].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (name.startsWith("data-phx-")) continue;
      if (BOOLEAN.has(name)) {
        pairs.push(` ${name}`);
        continue;
      }
      const text = written(name, value);
      if (text !== null) pairs.push(` ${name}="${escaped(text)}"`);
    }
    if (element.scenarioMark) pairs.push(` MARK="${element.scenarioMark}"`);
    return pairs.join("");
  };

  const lines = [];
  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  const element = (node, indent) => {
    const tag = node.localName;
    if (tag === "script") return;
    const start = `${indent}<${tag}${attributes(node)}>`;
    if (VOID.has(tag)) {
      lines.push(start);
      return;
    }
    if (tag === "textarea" || tag === "pre") {
      const exact = escaped(JSON.stringify(node.textContent).slice(1, -1));
      lines.push(`${start}${exact}</${tag}>`);
      return;
    }
    // Adjacent texts count as one.
    node.normalize();
    const inner = [...node.childNodes].filter(
      (child) => child.nodeType === Node.ELEMENT_NODE || (isText(child) && child.data.trim()),
    );
    if (inner.every(isText)) {
      lines.push(`${start}${inner.map((text) => collapsed(text.data)).join("")}</${tag}>`);
      return;
    }
    lines.push(start);
    for (const child of inner) visit(child, `${indent}  `);
    lines.push(`${indent}</${tag}>`);
  };
  const visit = (node, indent) => {
    if (node.nodeType === Node.ELEMENT_NODE) element(node, indent);
    else if (isText(node) && collapsed(node.data)) lines.push(indent + collapsed(node.data));
  };
  for (const child of document.body.childNodes) visit(child, "");

  const valueOf = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    if (field.type === "file") return [...field.files].map((file) => file.name);
    if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
    return field.value;
  };
  const values = {};
  for (const field of document.querySelectorAll("input,select,textarea")) {
    const key = RANDOM_ID.test(field.id) ? field.name : field.id || field.name;
    if (key && field.type !== "hidden") values[key] = valueOf(field);
  }

  const active = document.activeElement;
  const focus = !active || active === document.body ? "" : active;
  const main = document.querySelector("[data-phx-main]");
  const waiting = ["click", "change", "submit", "hook", "keydown", "keyup"];
  return {
    state: {
      html: lines.map((line) =>
        line.length > LONGEST_LINE
          ? `${line.slice(0, 400)}… ${line.length} characters …${line.slice(-100)}`
          : line,
      ),
      title: document.title,
      url: location.pathname + location.search + location.hash,
      focus: focus && (RANDOM_ID.test(focus.id) ? focus.localName : focus.id || focus.localName),
      values,
    },
    atRest:
      document.readyState === "complete" &&
      (!main || main.classList.contains("phx-connected")) &&
      !document.querySelector(".phx-loading,.phx-error,.phx-client-error,.phx-server-error"),
    waiting: !!document.querySelector(waiting.map((kind) => `.phx-${kind}-loading`).join()),
  };
}

// Runs in the page: the failed conditions as texts.
export function unmet(conditions) {
  const found = {
    count: (all) => all.length,
    text: ([first]) => (first ? first.textContent.replace(/\s+/g, " ").trim() : null),
    disabled: ([first]) => !!first?.disabled,
    class: ([first], name) => (first?.classList.contains(name) ? name : null),
  };
  const complaints = [];
  for (const { sel, ...expected } of conditions) {
    const all = [...document.querySelectorAll(sel)];
    for (const [what, value] of Object.entries(expected)) {
      const seen = found[what](all, value);
      if (seen !== value) {
        complaints.push(
          `${sel} ${what}: expected ${JSON.stringify(value)}, got ${JSON.stringify(seen)}`,
        );
      }
    }
  }
  return complaints;
}
