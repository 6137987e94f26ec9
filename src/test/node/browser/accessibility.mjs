// What axe-core finds wrong with a page, by the rules of WCAG 2.2 A and AA and its best practices.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The minified script is parsed in half of the time.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// One line for each rule that the page breaks, with the first elements that do. With `rules`, only
// those are looked at.
export async function findings(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const options = only ? { runOnly: { type: "rule", values: only } } : {};
    const { violations } = await window.axe.run(document, {
      ...options,
      resultTypes: ["violations"],
    });
    return violations.map(({ id, nodes }) => {
      const where = nodes.slice(0, 3).map(({ target, any }) => {
        const said = any[0]?.message.slice(0, 120) ?? "";
        return `${target.join(" ")} (${said})`;
      });
      return `${id}: ${where.join("; ")}`;
    });
  }, rules);
}
