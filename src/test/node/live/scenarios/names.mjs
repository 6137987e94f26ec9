// Fills the values of a run, the server's address and the word {run}, into texts, and removes them.
export class Names {
  constructor(base) {
    this.base = base;
    this.run = `r${Math.random().toString(36).slice(2, 9).padEnd(7, "x")}`;
  }

  fill(value) {
    return JSON.parse(JSON.stringify(value).replaceAll("{run}", this.run));
  }

  hide(text) {
    return text.replaceAll(this.run, "{run}").replaceAll(this.base, "");
  }

  hideAll(value) {
    return JSON.parse(this.hide(JSON.stringify(value)));
  }
}
