/** How every property runs: at the desk a failure is made small, in CI it is told at once with its seed, since that can take longer than the run may. */
import fc from "fast-check";

fc.configureGlobal({ endOnFailure: process.env["CI"] === "true" });
