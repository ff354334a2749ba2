type Headers = Readonly<Record<string, string>>;

/** What answers its requests. */
interface App {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

/** A browser as far as signing in goes: cookies, and what it says of a request's origin. */
export class Browser {
  readonly #app: App;
  readonly #url: string;
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(app: App, url: string) {
    this.#app = app;
    this.#url = url;
  }

  /** Cookies of the console; what is written here is sent. */
  get cookies(): Map<string, string> {
    return this.#jar(this.#url);
  }

  async get(path: string, headers: Headers = {}): Promise<Response> {
    return this.#ask(path, { headers });
  }

  async post(path: string, form: Headers = {}, headers: Headers = {}): Promise<Response> {
    const body = new URLSearchParams(form);
    return this.#ask(path, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** Follows the provider's pages to where it sends the browser back. @returns path and query */
  async through(place: string): Promise<string> {
    for (let at = new URL(place); ; ) {
      const answer = await fetch(at, { redirect: 'manual', headers: this.#cookie(at.origin) });
      this.#keep(at.origin, answer);
      await answer.arrayBuffer();
      const next = answer.headers.get('location');
      if (next === null) throw new Error(`${at.pathname} answers ${answer.status}`);
      at = new URL(next, at);
      if (at.origin === this.#url) return `${at.pathname}${at.search}`;
    }
  }

  async #ask(path: string, init: RequestInit & { headers: Headers }): Promise<Response> {
    const headers = { host: new URL(this.#url).host, ...this.#cookie(this.#url), ...init.headers };
    const answer = await this.#app.request(`${this.#url}${path}`, { ...init, headers });
    this.#keep(this.#url, answer);
    return answer;
  }

  #cookie(origin: string): Headers {
    const cookies = [...this.#jar(origin)].map(([name, value]) => `${name}=${value}`);
    return cookies.length === 0 ? {} : { cookie: cookies.join('; ') };
  }

  #keep(origin: string, answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#jar(origin).delete(name);
      else this.#jar(origin).set(name, value);
    }
  }

  #jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}
