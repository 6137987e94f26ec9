import { useHref, useLocation } from "react-router";

/** Takes the keyboard past what comes before a part of the page. */
export function SkipLink({ to, children }: { to: string; children: string }) {
  const { pathname, search } = useLocation();
  // With its path: the page's <base> would take a bare #main to another page.
  const href = useHref({ pathname, search, hash: to });
  return (
    <a
      className="skip-link"
      href={href}
      data-testid={`skip-${to}`}
      onClick={(event) => {
        const target = document.getElementById(to);
        if (!target) return;
        event.preventDefault();
        target.focus();
      }}
    >
      {children}
    </a>
  );
}
