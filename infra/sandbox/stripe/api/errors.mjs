/** Stripe's error objects: https://docs.stripe.com/api/errors */

export class StripeProblem extends Error {
  /**
   * @param {number} status
   * @param {{ type: string, message: string, code?: string | undefined, param?: string | undefined }} error
   * @param {Record<string, string>} [headers]
   */
  constructor(status, error, headers = {}) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }

  /** @param {string} requestId */
  body(requestId) {
    const { code, message, param, type } = this.error;
    return {
      error: {
        ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        message,
        ...(param && { param }),
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type,
      },
    };
  }
}

/**
 * @param {string} message
 * @param {string | undefined} [param]
 * @param {string | undefined} [code]
 */
export function invalid(message, param, code) {
  return new StripeProblem(400, { type: 'invalid_request_error', message, param, code });
}

/**
 * @param {string} what "checkout.session"
 * @param {string} id
 * @param {string} [param]
 */
export function missing(what, id, param = 'id') {
  const error = { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${what}: '${id}'`, param };
  // Named in the path it is not found; named in the body the request is wrong.
  return new StripeProblem(param === 'id' ? 404 : 400, error);
}

/** @param {string | undefined} key as it was presented */
export function unauthenticated(key) {
  const message = key
    ? `Invalid API Key provided: ${masked(key)}`
    : 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
      "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
  return new StripeProblem(
    401,
    { type: 'invalid_request_error', message },
    { 'www-authenticate': 'Bearer realm="Stripe"' },
  );
}

/** @param {string} key */
function masked(key) {
  return key.length < 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}
