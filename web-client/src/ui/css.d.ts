import "react";

declare module "react" {
  interface CSSProperties {
    /** The colour of the person this is about. */
    "--person"?: string;
  }
}
