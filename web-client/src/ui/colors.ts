// The server gives each user a colour by the same rule, so a person's colour is the same wherever
// it is shown and for everyone. It has enough contrast to black and to white.
const GOLDEN_ANGLE = 137.508;
const SATURATION = 0.7;
const LUMINANCE = 0.18;

const known = new Map<number, string>();

/** The colour of a user by id, or of anyone else by name, as #rrggbb. */
export function colorOf(person: number | string): string {
  const id = typeof person === "number" ? person : idOf(person);
  let color = known.get(id);
  if (!color) known.set(id, (color = compute(id)));
  return color;
}

function idOf(name: string): number {
  if (/^\d{1,15}$/.test(name)) return Number(name);
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_000;
  return hash;
}

function compute(id: number): string {
  const hue = ((id % 1_000_000) * GOLDEN_ANGLE) % 360;
  let dark = 0;
  let light = 1;
  while (light - dark > 0.001) {
    const middle = (dark + light) / 2;
    if (luminance(rgb(hue, middle)) < LUMINANCE) dark = middle;
    else light = middle;
  }
  return `#${rgb(hue, dark)
    .map((part) => part.toString(16).padStart(2, "0"))
    .join("")}`;
}

function rgb(hue: number, lightness: number): [number, number, number] {
  const amplitude = SATURATION * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    const share = lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * share);
  };
  return [part(0), part(8), part(4)];
}

function luminance([red, green, blue]: [number, number, number]): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const s = part / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
}
