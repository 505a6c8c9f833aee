/** Set-up files, for administrators: the file in force, another checked and shown as what it would change, then applied. */
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { numberText } from "../../../src/domain/written.ts";
import { applySetUp, checkSetUp, fetchMe, fetchSetUp, SignedOut } from "./api.ts";
import { save } from "./files.tsx";
import { instantText } from "./format.ts";
import { GearIcon } from "./icons.tsx";
import { Parts, Reading } from "./parts.tsx";
import { leave } from "./rooms.ts";
import { change, current, setDraft } from "./state.ts";
import type { ChangeGroup, Proposed, Says, SetUpFile, SetUpProblem, SetUpReply, WhichFile } from "./wire.ts";
import { ownLanguage, word } from "./words.ts";

const opener = "set-up-button";
const sheetId = "set-up";

/** Opens the files, for whoever may see them. */
export function SetUpButton() {
  if (!current().me?.person.administrator) return null;
  const open = () => change(({ sheets }) => ({ sheets: [...sheets, { kind: "set-up", id: sheetId, origin: opener }] }));
  return (
    <button type="button" id={opener} class="button button-quiet set-up-open" aria-haspopup="dialog" onClick={open}>
      <GearIcon />
      <span>{word("page.set-up")}</span>
    </button>
  );
}

/** What became of a check or an application of one text. */
type Result =
  | { readonly kind: "problems"; readonly of: string; readonly problems: readonly SetUpProblem[] }
  | {
      readonly kind: "compared";
      readonly of: string;
      readonly over: string;
      readonly changes: readonly ChangeGroup[];
      readonly hints: Says;
    }
  | { readonly kind: "said"; readonly says: Says; readonly refused: boolean }
  | { readonly kind: "trouble" };

const said = (one: Says[number], refused = false): Result => ({ kind: "said", says: [one], refused });

/** The dialog's inside: which file, the file, and what it would change. */
export function SetUp() {
  const { me } = current();
  const [which, choose] = useState<WhichFile>("firm");
  if (!me) return null;
  const own = me.firms[me.person.firm].name;
  const other = me.firms[me.person.firm === "supplier" ? "customer" : "supplier"].name;
  return (
    <div class="sheet-body">
      <fieldset class="set-up-parts">
        <legend class="unseen">{word("page.set-up-parts")}</legend>
        {(["firm", "relationship"] as const).map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="set-up-part" value={one} checked={one === which} onChange={() => choose(one)} />
            <span>{word(one === "firm" ? "page.set-up-firm" : "page.set-up-relationship")}</span>
          </label>
        ))}
      </fieldset>
      <p class="muted">{which === "firm" ? word("page.set-up-lead-firm", { firm: own, other }) : word("page.set-up-lead-relationship")}</p>
      <OneFile key={which} which={which} />
    </div>
  );
}

function OneFile({ which }: { which: WhichFile }) {
  const [file, setFile] = useState<SetUpFile | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const slot = `set-up-${which}`;
  const draft = current().drafts[slot]?.["text"];
  const text = typeof draft === "string" ? draft : (file?.text ?? "");
  const write = (typed: string | null) => setDraft(slot, typed === null ? null : { text: typed });

  /** Asks the server, once at a time; the outcome is shown and read out. */
  const ask = async (
    what: () => Promise<SetUpReply>,
    then: (answer: Extract<SetUpReply, { ok: true }>) => Result | null | Promise<Result | null>,
  ) => {
    if (busy) return;
    setBusy(true);
    try {
      const answer = await what();
      if (answer.ok) setResult(await then(answer));
      else if ("problems" in answer) setResult({ kind: "problems", of: text, problems: answer.problems });
      else setResult(said(answer.says, true));
    } catch (error) {
      if (error instanceof SignedOut) leave();
      else setResult({ kind: "trouble" });
    } finally {
      setBusy(false);
    }
  };
  const load = () =>
    ask(
      () => fetchSetUp(which),
      (answer) => {
        if ("text" in answer) setFile(answer);
        return null;
      },
    );
  useEffect(() => {
    void load();
  }, []);
  // What came of it may lie below the file, out of sight on a phone.
  useEffect(() => {
    if (result) outcome.current?.scrollIntoView({ block: "start" });
  }, [result]);

  const check = () =>
    ask(
      () => checkSetUp(which, text),
      (answer) =>
        "changes" in answer ? { kind: "compared", of: text, over: answer.over, changes: answer.changes, hints: answer.hints } : null,
    );
  const ready = result?.kind === "compared" && result.of === text ? result : null;
  const apply = () => {
    if (!ready) return;
    void ask(
      () => applySetUp(which, text, ready.over),
      async (answer) => {
        write(null);
        const fresh = await fetchSetUp(which);
        if (fresh.ok && "text" in fresh) setFile(fresh);
        change({ me: await fetchMe() });
        return "says" in answer ? said(answer.says) : null;
      },
    );
  };
  /** Goes to a line of the file. */
  const goTo = (line: number) => {
    const lines = text.split("\n");
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    element.scrollTop = Math.max(0, ((line - 3) / lines.length) * element.scrollHeight);
  };

  if (!file) {
    return result ? (
      <Outcome result={result} text={text} goTo={goTo} again={load} />
    ) : (
      <p class="muted" role="status">
        {word("page.loading")}
      </p>
    );
  }
  return (
    <>
      {file.waiting.map((one) => (
        <Waits key={one.firm} proposal={one} take={() => write(one.text)} />
      ))}
      <div class="field">
        <label for={`${slot}-text`}>{word("page.set-up-file")}</label>
        <div class="set-up-tools">
          <Picker slot={slot} take={write} />
          <button type="button" class="button button-quiet" onClick={() => keep(which, text)}>
            {word("page.save-report")}
          </button>
          {text !== file.text && (
            <button type="button" class="button button-quiet" onClick={() => write(null)}>
              {word("page.set-up-reset")}
            </button>
          )}
        </div>
        <textarea
          ref={area}
          id={`${slot}-text`}
          class="set-up-text"
          dir="ltr"
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          rows={16}
          value={text}
          aria-invalid={result?.kind === "problems" && result.of === text}
          aria-describedby={`${slot}-outcome`}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </div>
      {result?.kind === "compared" ? null : <Hints says={file.hints} />}
      <div ref={outcome} id={`${slot}-outcome`} aria-live="polite">
        {result && <Outcome result={result} text={text} goTo={goTo} again={check} />}
      </div>
      <div class="form-foot">
        <button type="button" class={ready ? "button" : "button button-primary"} data-set-up="check" aria-disabled={busy} onClick={check}>
          {busy ? word("page.working") : word("page.set-up-check")}
        </button>
        <button
          type="button"
          class={ready ? "button button-primary" : "button"}
          data-set-up="apply"
          aria-disabled={busy || !ready}
          onClick={apply}
        >
          {word("page.set-up-apply")}
        </button>
      </div>
    </>
  );
}

/** Keeps the text as a file of the reader's. */
function keep(which: WhichFile, text: string): void {
  const { me } = current();
  const name = which === "firm" ? (me?.person.firm ?? which) : which;
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml;charset=utf-8" }));
  save(address, `${name}.yaml`);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Takes a file of the reader's. */
function Picker({ slot, take }: { slot: string; take: (text: string) => void }) {
  return (
    <>
      <input
        type="file"
        id={`${slot}-open`}
        class="file-input"
        accept=".yaml,.yml,text/plain"
        aria-label={word("page.set-up-open")}
        onChange={(event) => {
          const input = event.currentTarget;
          const [picked] = input.files ?? [];
          input.value = "";
          void picked?.text().then(take);
        }}
      />
      <label class="button button-quiet file-label" for={`${slot}-open`} aria-hidden="true">
        {word("page.set-up-open")}
      </label>
    </>
  );
}

function Hints({ says }: { says: Says }) {
  if (says.length === 0) return null;
  return (
    <ul class="set-up-hints muted">
      {says.map((parts, at) => (
        <li key={at}>
          <Parts parts={parts} language={ownLanguage()} />
        </li>
      ))}
    </ul>
  );
}

/** What differs, about one thing after the other. */
function Groups({ groups }: { groups: readonly ChangeGroup[] }) {
  return (
    <dl class="set-up-changes">
      {groups.map(({ about, lines }, at) => (
        <div key={at}>
          <dt>
            <Parts parts={about} language={ownLanguage()} />
          </dt>
          {lines.map((parts, line) => (
            <dd key={line}>
              <Parts parts={parts} language={ownLanguage()} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Outcome({ result, text, goTo, again }: { result: Result; text: string; goTo: (line: number) => void; again: () => void }) {
  switch (result.kind) {
    case "problems":
      return (
        <section class="set-up-result">
          <h3>{word("page.set-up-problems", { count: numberText(result.problems.length, ownLanguage()) })}</h3>
          <ol class="set-up-problems">
            {result.problems.map((problem, at) => (
              <li key={at}>
                <button type="button" class="button" onClick={() => goTo(problem.line)}>
                  {word("page.set-up-line", { line: numberText(problem.line, ownLanguage()) })}
                </button>
                <p>
                  {problem.path !== "" && (
                    <bdi class="set-up-path" dir="ltr">
                      {problem.path}
                    </bdi>
                  )}
                  <Parts parts={problem.says} language={ownLanguage()} />
                </p>
              </li>
            ))}
          </ol>
        </section>
      );
    case "compared":
      return (
        <section class="set-up-result">
          <h3>{word("page.set-up-differs")}</h3>
          {result.of !== text && <p class="problem">{word("page.set-up-changed")}</p>}
          {result.changes.length === 0 ? <p>{word("page.set-up-same")}</p> : <Groups groups={result.changes} />}
          <Hints says={result.hints} />
        </section>
      );
    case "said":
      return (
        <p class={result.refused ? "set-up-said problem" : "set-up-said"}>
          {result.says.map((parts, at) => (
            <Parts key={at} parts={parts} language={ownLanguage()} />
          ))}
        </p>
      );
    case "trouble":
      return (
        <div class="set-up-said">
          <p class="problem">{word("page.no-answer")}</p>
          <button type="button" class="button" onClick={again}>
            {word("page.try-again")}
          </button>
        </div>
      );
    default:
      return result satisfies never;
  }
}

/** What one firm has applied and the other has not yet: put into the file, it can be checked and applied like any other. */
function Waits({ proposal, take }: { proposal: Proposed; take: () => void }) {
  const reader = useContext(Reading);
  const { firms } = current().me!;
  const other = firms[proposal.firm === "supplier" ? "customer" : "supplier"].name;
  return (
    <section class="set-up-waits">
      <h3>{word("page.set-up-waits", { firm: firms[proposal.firm].name, other })}</h3>
      <p class="muted">
        {word("page.set-up-waits-by")} <Parts parts={proposal.by} language={ownLanguage()} /> ·{" "}
        {instantText(proposal.at, "moment", ownLanguage(), reader)}
      </p>
      <Groups groups={proposal.changes} />
      <button type="button" class="button" data-set-up="take" onClick={take}>
        {word("page.set-up-take")}
      </button>
    </section>
  );
}
