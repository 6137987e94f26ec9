// The part of XMLHttpRequest that phoenix.js needs, over fetch.
export class XMLHttpRequest {
  readyState = 0;
  status = 0;
  responseText = "";
  timeout = 0;
  #method;
  #url;
  #headers = {};
  #controller = new AbortController();

  open(method, url) {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  send(body) {
    const timer = this.timeout && setTimeout(() => this.#timeOut(), this.timeout);
    fetch(this.#url, {
      method: this.#method,
      headers: this.#headers,
      body: body ?? undefined,
      signal: this.#controller.signal,
    })
      .then(async (response) => {
        this.status = response.status;
        this.responseText = await response.text();
        this.readyState = 4;
      })
      .then(
        () => this.onreadystatechange?.(),
        () => this.#controller.signal.aborted || this.onerror?.(),
      )
      .finally(() => clearTimeout(timer));
  }

  abort() {
    this.#controller.abort();
  }

  #timeOut() {
    this.abort();
    this.ontimeout?.();
  }
}
