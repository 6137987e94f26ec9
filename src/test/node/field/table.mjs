// The Markdown table of the results.
export function table(findings) {
  const rows = findings.map(({ attack, what, expected, seen, held }) => [
    `${attack}: ${what}`,
    expected,
    String(seen),
    held ? "yes" : "NO",
  ]);
  const all = [["what", "expected", "seen", "held"], ["---", "---", "---", "---"], ...rows];
  return all.map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
}

function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
