// Parses well-formed HTML to a tree of elements and texts.
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const TOKEN = /<\/([^\s>]+)\s*>|<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>/g;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g;

export function parse(html) {
  const root = { children: [] };
  const open = [root];
  let at = 0;
  for (const match of html.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (match.index > at) inner.children.push(html.slice(at, match.index));
    at = match.index + match[0].length;
    const [, end, name, attributes, closed] = match;
    if (end) {
      if (inner.name !== end) throw new Error(`</${end}> inside <${inner.name}> in ${html}`);
      open.pop();
      continue;
    }
    const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value ?? true]);
    const element = { name, attributes: new Map(pairs), children: [] };
    inner.children.push(element);
    if (!closed && !VOID.has(name)) open.push(element);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1).name}> is open at the end of ${html}`);
  if (at < html.length) root.children.push(html.slice(at));
  return root.children;
}

/** Calls `visit` for each element, outer ones first. */
export function walk(nodes, visit) {
  for (const node of nodes) {
    if (!node.name) continue;
    visit(node);
    walk(node.children, visit);
  }
}

export function serialize(nodes, without) {
  return nodes.map((node) => (node.name ? element(node, without) : node)).join("");
}

function element({ name, attributes, children }, without) {
  const written = [...attributes]
    .filter(([key]) => !without.has(key))
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${value}"`))
    .join("");
  return `<${name}${written}>${VOID.has(name) ? "" : `${serialize(children, without)}</${name}>`}`;
}
