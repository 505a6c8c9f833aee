/** `npm run web:link -- RELATIONSHIP PERSON`: prints a link that signs its reader in on the web as that person, once, within a day. */
import { ConfigError } from "../errors.ts";
import { linkConfig } from "../link-config.ts";
import { printCode } from "./code.ts";

// The program that runs signs it where it holds the folder, with the settings of its own: they must be the same ones.
await printCode("web", (env) => {
  if (linkConfig((name) => env[name]?.trim() || null) === null)
    throw new ConfigError(
      "PARLEY_URL or PARLEY_SECRET_KEY is missing: a link is an address that is signed. Set both as for the program itself.",
    );
});
