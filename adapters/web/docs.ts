/** The API's documentation: OpenAPI made from the schemas that check, and a page of it that needs no script. */
import type { App } from "./server.ts";

const about = {
  openapi: "3.1.0",
  info: {
    title: "Parley",
    version: "1",
    description:
      "Everything that a click does is one of these calls. Sign in with a bearer token; send a fresh key with every command and the same key when you repeat it: it has one effect and one answer.",
  },
};

type Operation = {
  summary?: string;
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { description?: string }>;
};
type Documented = { paths?: Record<string, Record<string, Operation>> };

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function operation(path: string, method: string, { summary = "", requestBody, responses = {} }: Operation): string {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(responses).map(
    ([code, { description = "" }]) => `<li><code>${escaped(code)}</code> ${escaped(description)}</li>`,
  );
  return `<section><h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2><p>${escaped(summary)}</p><ul>${answers.join("")}</ul>${
    schema ? `<details><summary>Body</summary><pre tabindex="0">${escaped(JSON.stringify(schema, null, 2))}</pre></details>` : ""
  }</section>`;
}

/** Adds `/api/openapi.json` and `/api/docs`. */
export function addDocs(app: App): void {
  let document: Documented | null = null;
  const documented = (): Documented => (document ??= app.getOpenAPI31Document(about) as unknown as Documented);
  app.get("/api/openapi.json", (c) => c.json(documented()));
  app.get("/api/docs", (c) => {
    const sections = Object.entries(documented().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => operation(path, method, one)),
    );
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${about.info.title} API</title><link rel="stylesheet" href="/page/docs.css"></head><body><main><h1>${about.info.title} API</h1><p>${about.info.description}</p><p><a href="/api/openapi.json">openapi.json</a></p>${sections.join("")}</main></body></html>`;
    return c.html(html, 200, { "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'" });
  });
}
