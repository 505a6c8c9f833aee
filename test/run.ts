// Loaded by hand, so that even a broken installation ends in the line that everyone looks for.
import("./support/checks.ts")
  .then(({ runChecks }) => runChecks(process.argv[2] ?? ""))
  .catch((error: unknown) => {
    console.log(error);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
  });
