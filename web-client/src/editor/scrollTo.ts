import { EditorView } from "@codemirror/view";

/** A cursor nearer to the edge than this is brought to the middle. */
const MARGIN_PX = 40;

/** Puts the cursor and the focus at a position, and shows it in the middle. */
export function goTo(view: EditorView, position: number): void {
  view.dispatch({
    selection: { anchor: position },
    effects: EditorView.scrollIntoView(position, { y: "center" }),
  });
  // On a touch screen, the focus would open the keyboard over the text.
  if (!matchMedia("(pointer: coarse)").matches) view.focus();
}

/** Scrolls the text, and not the page, so that a position can be seen. */
export function reveal(view: EditorView, position: number): void {
  const scroller = view.scrollDOM;
  const { top, bottom } = view.lineBlockAt(position);
  const { scrollTop, clientHeight } = scroller;
  if (top < scrollTop + MARGIN_PX || bottom > scrollTop + clientHeight - MARGIN_PX) {
    scroller.scrollTop = (top + bottom - clientHeight) / 2;
  }
  // Only text that is drawn has coordinates.
  view.requestMeasure({
    key: reveal,
    read: () => {
      const at = position <= view.state.doc.length ? view.coordsAtPos(position) : null;
      const { left, right } = scroller.getBoundingClientRect();
      const outside = at && (at.left < left + MARGIN_PX || at.left > right - MARGIN_PX);
      return outside ? scroller.scrollLeft + at.left - (left + right) / 2 : undefined;
    },
    write: (scrollLeft) => {
      if (scrollLeft !== undefined) scroller.scrollLeft = scrollLeft;
    },
  });
}
