import { Component, type ReactNode } from "react";
import { Button } from "../ui/Button";

/** Stands for the page when it has broken, or a part of it could not be loaded. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="centered" role="alert" data-testid="broken">
        <h1>Something went wrong in this page</h1>
        <p className="quiet">
          Your unsent edits and messages are kept. Reload the page to try again.
        </p>
        <Button kind="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      </main>
    );
  }
}
