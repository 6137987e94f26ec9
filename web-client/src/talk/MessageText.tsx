import { useContext, useEffect, useMemo, useState, type MouseEvent } from "react";
import { GoToLine, lineParts, titleOf, withLineLinks } from "./lineLinks";

type Render = (text: string) => string;

/** Without one of these, a text is the same with and without Markdown. */
const MARKDOWN =
  /[*_`~#>[\]<&\\|]|https?:|www\.|@\w+\.|^\s*(?:[-+]|\d+[.)])\s|^(?:-{3,}|={3,})$|^ {4}|^\t/m;

let rendering: Render | undefined;
let loading: Promise<Render> | undefined;

/** The text of a message, with its Markdown; beside a text, the lines of that are links. */
export function MessageText({ text }: { text: string }) {
  const goToLine = useContext(GoToLine);
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

  const linked = goToLine !== undefined;
  const html = useMemo(() => {
    if (plain || !render) return undefined;
    return linked ? withLineLinks(render(text)) : render(text);
  }, [plain, render, text, linked]);
  if (html === undefined) {
    return (
      <p className="bubble" data-testid="message-text">
        {linked
          ? lineParts(text).map(({ text: part, line }, index) =>
              line === undefined ? (
                part
              ) : (
                <button
                  key={index}
                  type="button"
                  className="line-link"
                  title={titleOf(line)}
                  data-testid="line-link"
                  onClick={() => goToLine(line)}
                >
                  {part}
                </button>
              ),
            )
          : text}
      </p>
    );
  }
  return (
    <div
      className="bubble markdown"
      data-testid="message-text"
      onClick={(event: MouseEvent<HTMLElement>) => {
        const link = (event.target as Element).closest<HTMLElement>("[data-line]");
        if (link) goToLine?.(Number(link.dataset["line"]));
      }}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
