// What the test that has started a program does for it, see the Java class of that name.
export class Backstage {
  #url;

  constructor(url) {
    this.#url = url;
  }

  // A command to one of the servers: "start", "stop" or "kill". Waits until it is done.
  async tell(server, command) {
    await this.#ask("POST", `/servers/${server}/${command}`);
  }

  // The response of a challenge in the database.
  async response(challenge) {
    return this.#ask("GET", `/responses/${challenge}`);
  }

  async #ask(method, path) {
    const answer = await fetch(this.#url + path, { method });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value}`);
    return value;
  }
}
