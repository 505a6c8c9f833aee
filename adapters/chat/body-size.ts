/** How long a request of a chat platform's may be. */
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/**
 * Answers a body of more than so many bytes with 413, before it is read. One whose length is told is judged by that; one that is not is
 * counted as it comes, which costs more than all the rest of an event.
 */
export function atMost(bytes: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: bytes, onError: (c) => c.body(null, 413) });
  return (c, next) => {
    const told = c.req.header("content-length");
    if (told === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(told) > bytes ? Promise.resolve(c.body(null, 413)) : next();
  };
}
