import { parseArgs } from "node:util";
import { attacks } from "./attacks.mjs";

const HELP = `Attacks the servers as slow links, strangers and failing machines do, and prints what held.

  .ci/field [options]

  --only NAMES  of
                ${attacks.map(({ name }) => name).join(",\n                ")}
  --quick       smaller loads and shorter limits, to see whether it works
  --jar PATH    the jar of the rooms server; the compiled classes by default
  --java HOME   the JDK to run the servers on

Exits with 1 if anything did not hold. It needs root for the full disk only, which is a tmpfs.
`;

// The options of the command line; null for --help.
export function options() {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean" },
      classpath: { type: "string" },
      target: { type: "string" },
      only: { type: "string" },
      quick: { type: "boolean", default: false },
      jar: { type: "string" },
      java: { type: "string", default: process.env.JAVA_HOME },
    },
  });
  if (values.help) {
    console.error(HELP);
    return null;
  }
  const chosen = values.only?.split(",") ?? attacks.map(({ name }) => name);
  const unknown = chosen.find((name) => !attacks.some((attack) => attack.name === name));
  if (unknown) throw new Error(`no such attack: ${unknown}; see --help`);
  return {
    ...values,
    java: values.java ? `${values.java}/bin/java` : "java",
    attacks: attacks.filter(({ name }) => chosen.includes(name)),
  };
}
