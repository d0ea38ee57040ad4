/** As much of a browser as signing in needs: cookies, and redirects followed up to the edge. For tests. */

/** @typedef {{ url: string, status: number, text: string }} Page */

export class Browser {
  /** @type {Map<string, { value: string, path: string }>} */
  #cookies = new Map();

  /**
   * @param {string} url
   * @param {string} stopAt origin whose pages are not fetched
   * @returns {Promise<Page>}
   */
  get(url, stopAt) {
    return this.#go(url, stopAt, undefined);
  }

  /**
   * @param {string} url
   * @param {Record<string, string>} form
   * @param {string} stopAt
   * @returns {Promise<Page>}
   */
  post(url, form, stopAt) {
    return this.#go(url, stopAt, new URLSearchParams(form));
  }

  /**
   * @param {string} start
   * @param {string} stopAt
   * @param {URLSearchParams | undefined} form
   * @returns {Promise<Page>}
   */
  async #go(start, stopAt, form) {
    let url = start;
    let body = form;
    for (let hops = 0; hops < 10; hops++) {
      if (new URL(url).origin === stopAt) return { url, status: 302, text: '' };
      const method = body ? 'POST' : 'GET';
      const headers = { cookie: this.#cookiesFor(url) };
      const response = await fetch(url, { method, body, headers, redirect: 'manual' });
      this.#remember(response);
      const location = response.headers.get('location');
      if (!location) return { url, status: response.status, text: await response.text() };
      url = new URL(location, url).href;
      body = undefined;
    }
    throw new Error(`${start} redirects for ever`);
  }

  /** @param {string} url */
  #cookiesFor(url) {
    const { pathname } = new URL(url);
    return [...this.#cookies.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ value }) => value)
      .join('; ');
  }

  /** @param {Response} response */
  #remember(response) {
    for (const line of response.headers.getSetCookie()) {
      const [value = '', ...attributes] = line.split('; ');
      const path = attributes.find((entry) => /^path=/i.test(entry))?.slice(5) ?? '/';
      const key = `${value.split('=')[0]} ${path}`;
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(key);
      else this.#cookies.set(key, { value, path });
    }
  }
}
