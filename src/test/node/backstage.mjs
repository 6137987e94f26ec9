// Asks the test that started this program for help, see the Java class of that name.
export class ServerControl {
  #url;

  constructor(url) {
    this.#url = url;
  }

  // Sends a command to a server: "start", "stop" or "kill". Waits until it is done.
  async tell(server, command) {
    await this.#ask("POST", `/servers/${server}/${command}`);
  }

  // Reads a challenge's response from the database.
  async response(challenge) {
    return this.#ask("GET", `/responses/${challenge}`);
  }

  // Reads the text of the last mail that was sent; null before the first.
  async lastMail() {
    return this.#ask("GET", "/mails/last");
  }

  async #ask(method, path) {
    const answer = await fetch(this.#url + path, { method });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value}`);
    return value;
  }
}
