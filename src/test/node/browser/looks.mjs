// What people see of a page: its screenshots, and what is wrong with its looks.
import { join } from "node:path";
import { equal } from "../checks.mjs";
import { findings } from "./accessibility.mjs";
import { options } from "./browser.mjs";

export const WIDE = { width: 1200, height: 760 };
export const NARROW = { width: 390, height: 844 };

const SIZES = { desktop: WIDE, phone: NARROW };

// Takes screenshots on a desktop and a phone, light and dark. Checks that no page is wider than the
// screen or has faults that axe-core finds.
export async function look(name, { page }) {
  const found = [];
  for (const [device, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: join(options.folder, `${name}-${device}-${colorScheme}.png`) });
      // Between light and dark, only the colors differ.
      const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
      const here = await findings(page, rules);
      found.push(...here.map((one) => `${device}, ${colorScheme}: ${one}`));
    }
    const { width, overflow } = await page.evaluate(() => ({
      width: window.innerWidth,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    if (width !== size.width || overflow > 0) found.push(`${device}: ${overflow} pixels too wide`);
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  equal(`findings in "${name}"`, found, []);
}
