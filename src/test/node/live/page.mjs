// The page after the client has merged a frame and patched its DOM: elements that the client skips
// stay unchanged, and streams keep their rows.
import { parse, serialize, walk } from "./markup.mjs";

const OWN = new Set(["data-phx-id", "data-phx-skip", "data-phx-component", "data-phx-view"]);

export class Page {
  constructor(Rendered) {
    this.Rendered = Rendered;
  }

  /** Applies `{rendered}`, `{diff}` or `{destroyed}` and returns the page's HTML. */
  take(frame) {
    if (frame.destroyed) {
      this.view.pruneCIDs(frame.destroyed);
    } else {
      this.merge(frame);
    }
    return serialize(this.nodes, OWN);
  }

  merge(frame) {
    const { diff } = this.Rendered.extract(structuredClone(frame.rendered ?? frame.diff));
    if (frame.rendered) {
      this.view = new this.Rendered("view", diff);
      this.known = new Map();
      this.rows = new Map();
    } else {
      this.view.mergeDiff(diff);
      if (this.view.isComponentOnlyDiff(diff)) {
        this.patchComponents(this.view.componentCIDs(diff));
        return;
      }
    }
    const { buffer, streams } = this.view.toString();
    this.nodes = parse(buffer);
    this.restoreSkipped(this.nodes);
    this.applyStreams(this.nodes, [...streams]);
  }

  /** Like the client, it patches only the elements of these components. */
  patchComponents(cids) {
    const wanted = new Set(cids.map(String));
    const patch = (nodes) => {
      for (const element of nodes.filter((node) => node.name)) {
        const cid = element.attributes.get("data-phx-component");
        if (!wanted.has(cid)) {
          patch(element.children);
          continue;
        }
        const fresh = parse(this.view.componentToString(Number(cid)).buffer);
        this.restoreSkipped(fresh);
        const root = fresh.find((node) => node.name);
        element.attributes = root.attributes;
        element.children = root.children;
      }
    };
    patch(this.nodes);
  }

  restoreSkipped(nodes) {
    walk(nodes, (element) => {
      const id = element.attributes.get("data-phx-id");
      if (id === undefined) return;
      if (element.attributes.has("data-phx-skip")) {
        const before = this.known.get(id);
        if (!before) throw new Error(`the client keeps element ${id}, which it never had`);
        element.attributes = before.attributes;
        element.children = before.children;
      }
      this.known.set(id, element);
    });
  }

  applyStreams(nodes, streams) {
    walk(nodes, (element) => {
      if (element.attributes.get("phx-update") !== "stream") return;
      const id = element.attributes.get("id");
      let rows = this.rows.get(id) ?? [];
      const stream = streams.find(([ref]) => ref === id);
      if (stream) rows = changed(rows, element.children.filter((child) => child.name), stream);
      this.rows.set(id, rows);
      element.children = rows;
    });
  }
}

function changed(before, rendered, [, inserts, deletes, reset]) {
  const rows = reset ? [] : before.filter((row) => !deletes.includes(row.attributes.get("id")));
  for (const row of rendered) {
    const id = row.attributes.get("id");
    const [, at, limit, updateOnly] = inserts.find(([key]) => key === id);
    const place = rows.findIndex((other) => other.attributes.get("id") === id);
    if (place >= 0) rows[place] = row;
    else if (updateOnly) continue;
    else rows.splice(at < 0 ? rows.length : at, 0, row);
    if (limit === null) continue;
    if (limit < 0) rows.splice(0, Math.max(0, rows.length + limit));
    else rows.splice(limit);
  }
  return rows;
}
