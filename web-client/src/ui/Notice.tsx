import type { ReactNode } from "react";

/** Something people should know; what is bad is told at once to those who listen. */
export function Notice({
  kind = "bad",
  testId = "notice",
  children,
}: {
  kind?: "bad" | "info";
  testId?: string;
  children: ReactNode;
}) {
  return (
    <div
      className="notice"
      data-kind={kind}
      role={kind === "bad" ? "alert" : "status"}
      data-testid={testId}
    >
      {children}
    </div>
  );
}
