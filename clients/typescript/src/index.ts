import createFetchClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, operations, paths, webhooks } from "./schema.js";

/** What an answer says that is no success (RFC 9457). */
export type Problem = components["schemas"]["Problem"];

export interface Options {
  /** Where Rowhook runs, such as `http://127.0.0.1:7700`. */
  server: string;
  /** An API token (`rhk_…`), or an access token. */
  token: string;
  /** The account that is meant, for a person who is in several. */
  account?: string;
  /** In the place of the platform's. */
  fetch?: (request: Request) => Promise<Response>;
}

/** A client whose paths, parameters, bodies and answers are those of the API's description. */
export function createClient(options: Options): Client<paths> {
  const headers: Record<string, string> = { Authorization: `Bearer ${options.token}` };
  if (options.account !== undefined) {
    headers["Rowhook-Account"] = options.account;
  }
  return createFetchClient<paths>({
    baseUrl: options.server,
    headers,
    ...(options.fetch && { fetch: options.fetch }),
  });
}
