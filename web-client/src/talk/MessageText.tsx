import { useEffect, useMemo, useState } from "react";

type Render = (text: string) => string;

/** Without one of these, a text is the same with and without Markdown. */
const MARKDOWN =
  /[*_`~#>[\]<&\\|]|https?:|www\.|@\w+\.|^\s*(?:[-+]|\d+[.)])\s|^(?:-{3,}|={3,})$|^ {4}|^\t/m;

let rendering: Render | undefined;
let loading: Promise<Render> | undefined;

/** The text of a message, with its Markdown. */
export function MessageText({ text }: { text: string }) {
  const plain = !MARKDOWN.test(text);
  const [render, setRender] = useState(() => rendering);

  useEffect(() => {
    if (plain || render) return;
    let wanted = true;
    // Most pages need it late, or not at all.
    loading ??= import("./markdown").then(({ markdownHtml }) => (rendering = markdownHtml));
    loading.then(
      (loaded) => wanted && setRender(() => loaded),
      // The text is readable without, and the next message tries again.
      () => (loading = undefined),
    );
    return () => {
      wanted = false;
    };
  }, [plain, render]);

  const html = useMemo(() => (plain ? undefined : render?.(text)), [plain, render, text]);
  if (html === undefined) {
    return (
      <p className="bubble" data-testid="message-text">
        {text}
      </p>
    );
  }
  return (
    <div
      className="bubble markdown"
      data-testid="message-text"
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
