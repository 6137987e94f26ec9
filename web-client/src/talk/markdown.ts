import DOMPurify from "dompurify";
import { Marked, type Tokens } from "marked";

const TAGS = [
  "p",
  "br",
  "strong",
  "em",
  "del",
  "code",
  "pre",
  "ul",
  "ol",
  "li",
  "blockquote",
  "a",
  "hr",
];
const LINKS = /^(?:https?|mailto):/i;

const marked = new Marked({
  gfm: true,
  // A new line is a new line, as people expect of a chat.
  breaks: true,
  renderer: {
    // Markup stays the text that it was written as.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    // Headings of messages are none of the page.
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    // An image would tell its server who reads the message, and when.
    image: ({ href, text }) => `<a href="${escaped(href)}">${escaped(text || href)}</a>`,
    table: ({ raw }) => `<pre><code>${escaped(raw.trimEnd())}</code></pre>`,
    checkbox: ({ checked }) => (checked ? "[x] " : "[ ] "),
  },
});

const purifier = DOMPurify();
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName !== "A") return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer nofollow");
});

/** The HTML of a message. It contains only generated elements, never HTML from the message. */
export function markdownHtml(text: string): string {
  return purifier.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "start"],
    ALLOWED_URI_REGEXP: LINKS,
  });
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
