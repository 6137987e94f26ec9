// The site: the pages of src/docs, with search, dark mode and diagrams. `mvn -Prelease package` builds
// it into target/site and puts the Javadoc beside it.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

// The pages are outside of this folder, so they do not find its packages by themselves.
const fromHere = (name) => fileURLToPath(import.meta.resolve(name));

const VUE = fromHere("vue").replace(/index\.mjs$/, "dist/vue.runtime.esm-bundler.js");

const page = (text, name) => ({ text, link: `/${name}` });

export default defineConfig({
  title: "Roost",
  description: "Phoenix Channels for the JVM",
  head: [["link", { rel: "icon", href: "data:," }]],
  outDir: "../../target/site",
  cacheDir: "../../target/site-cache",
  // The Javadoc is put in place after this build.
  ignoreDeadLinks: [/^\/javadoc\//],
  vite: {
    resolve: {
      alias: [
        { find: /^vue\/server-renderer$/, replacement: fromHere("vue/server-renderer") },
        { find: /^vue$/, replacement: VUE },
      ],
    },
    // Mermaid is large, and loaded by pages with diagrams only.
    build: { chunkSizeWarningLimit: 4_000 },
  },
  markdown: {
    anchor: { slugify },
    config(md) {
      md.core.ruler.push("files-of-the-repository", ({ tokens }) => tokens.forEach(unlinkFiles));
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, index, ...more) =>
        tokens[index].info.trim() === "mermaid"
          ? `<Diagram code="${encodeURIComponent(tokens[index].content)}" />`
          : fence(tokens, index, ...more);
    },
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      page("Guides", "getting-started"),
      page("Limits", "limits"),
      page("Changes", "CHANGELOG"),
      { text: "Javadoc", link: "/javadoc/index.html", target: "_blank" },
    ],
    sidebar: [
      {
        text: "Start",
        items: [
          page("All guides", "index"),
          page("Getting started", "getting-started"),
          page("Spring Boot", "spring-boot"),
          page("Kotlin", "kotlin"),
          page("Choosing", "choosing"),
          page("Moving from Phoenix", "moving-from-phoenix"),
        ],
      },
      {
        text: "Channels",
        items: [
          page("Channels", "channels"),
          page("Events", "events"),
          page("Channels that block", "blocking-channels"),
          page("Other topics", "other-topics"),
          page("Presence", "presence"),
          page("History and resume", "history"),
          page("Authentication", "authentication"),
          page("Testing", "testing"),
          page("Long-poll", "long-poll"),
          page("Sockets without channels", "raw-sockets"),
          page("A serializer of your own", "own-serializer"),
        ],
      },
      {
        text: "Live views",
        items: [
          page("A live view in 50 lines", "live-view"),
          page("What differs from Phoenix", "live-differences"),
        ],
      },
      {
        text: "Operate",
        items: [
          page("Several nodes", "several-nodes"),
          page("Cluster managers", "cluster-managers"),
          page("Behind a proxy", "behind-a-proxy"),
          page("Operations", "operations"),
          page("Dashboard", "dashboard"),
          page("Logs and traces", "logs-and-traces"),
          page("Publish over HTTP", "http-publish"),
          page("Security", "security-checklist"),
          page("What holds when something fails", "promises"),
          page("Limits", "limits"),
          page("Performance", "performance"),
          page("Scale", "scale"),
        ],
      },
      {
        text: "The rooms",
        items: [page("The rooms", "rooms"), page("The embedded database", "embedded-database")],
      },
      {
        text: "Reference",
        items: [
          page("Phoenix in Roost", "phoenix"),
          page("What changed", "CHANGELOG"),
          page("Versions", "versioning"),
          page("Dependencies", "dependencies"),
        ],
      },
      {
        text: "Contribute",
        items: [
          page("How to contribute", "CONTRIBUTING"),
          page("Architecture", "architecture"),
          page("Decisions", "decisions"),
          page("Report a vulnerability", "SECURITY"),
        ],
      },
    ],
  },
});

// As GitHub makes an anchor of a heading, and LinksTest checks it.
function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

// A link to a file of the repository has no target on the site: its text stays.
function unlinkFiles({ children }) {
  let outside = false;
  for (const token of children ?? []) {
    if (token.type === "link_open") {
      const href = token.attrGet("href");
      outside = /^\.\.\//.test(href) || /\.json$/.test(href);
      if (outside) {
        token.tag = "span";
        token.attrs = [["title", href.replace(/^(\.\.\/)+/, "")]];
      }
    } else if (token.type === "link_close" && outside) {
      token.tag = "span";
      outside = false;
    }
  }
}
