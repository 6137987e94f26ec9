// What people see of a page: its screenshots, and what is wrong with its looks.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { equal, until } from "../checks.mjs";
import { findings } from "./accessibility.mjs";
import { options } from "./browser.mjs";

export const WIDE = { width: 1200, height: 760 };
export const NARROW = { width: 390, height: 844 };

// In this order, each look differs from the one before in its size or its colors, not in both.
const LOOKS = [
  ["desktop", "light"],
  ["desktop", "dark"],
  ["phone", "dark"],
  ["phone", "light"],
];
const SIZES = { desktop: WIDE, phone: NARROW };

// Takes screenshots on a desktop and a phone, light and dark. Checks that no page is wider than the
// screen or has faults that axe-core finds.
export async function look(name, { page }) {
  const found = [];
  const browser = await page.context().newCDPSession(page);
  let picture;
  for (const [device, colorScheme] of LOOKS) {
    const size = SIZES[device];
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(twoFrames);
    const before = picture;
    // The browser may still have the frame of the look before.
    await until("another picture", async () => (picture = await screenshot(browser)) !== before);
    await writeFile(join(options.folder, `${name}-${device}-${colorScheme}.png`), picture, "base64");
    // Between light and dark, only the colors differ.
    const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
    const here = await findings(page, rules);
    found.push(...here.map((one) => `${device}, ${colorScheme}: ${one}`));
    const { width, overflow } = await page.evaluate(() => ({
      width: window.innerWidth,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    if (width !== size.width || overflow > 0) found.push(`${device}: ${overflow} pixels too wide`);
  }
  await browser.detach();
  await page.setViewportSize(WIDE);
  equal(`findings in "${name}"`, found, []);
}

// Needs half of the CPU time of page.screenshot(), because it compresses the picture less.
async function screenshot(browser) {
  const format = { format: "png", optimizeForSpeed: true };
  return (await browser.send("Page.captureScreenshot", format)).data;
}

// Runs in the page: ends when it has drawn what changed.
function twoFrames() {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}
