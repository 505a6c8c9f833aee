/** Dialogs on top of the room: forms, everything that can be done now, the case report. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { save } from "./files.tsx";
import { Form } from "./form.tsx";
import { CrossIcon } from "./icons.tsx";
import { Markdown } from "./markdown.tsx";
import { HeadingLevel, MessageBody, NoteOf, Seen } from "./message.tsx";
import { Parts } from "./parts.tsx";
import { closeSheet, formTitle, load } from "./press.ts";
import { SetUp } from "./set-up.tsx";
import { current, type Sheet } from "./state.ts";
import { word } from "./words.ts";

/** All open dialogs, the last on top. */
export function Sheets() {
  return (
    <>
      {current().sheets.map((sheet) => (
        <Dialog key={sheet.id} sheet={sheet} title={sheetTitle(sheet)}>
          <Inside sheet={sheet} />
        </Dialog>
      ))}
    </>
  );
}

function sheetTitle(sheet: Sheet): string {
  switch (sheet.kind) {
    case "form":
      return formTitle(sheet.action);
    case "more":
      return word("page.more-title");
    case "set-up":
      return word("page.set-up");
    case "offers":
      return word("page.offers-title");
    case "report":
      return sheet.agreement ?? word("page.report-title");
    default:
      return sheet satisfies never;
  }
}

function Dialog({ sheet, title, children }: { sheet: Sheet; title: string; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { id, origin } = sheet;
  useEffect(() => {
    const { current: element } = dialog;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>(".form input:not([type=file]), .form textarea, .message-body button")?.focus();
    return () => {
      const back = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
      setTimeout(() => (back?.isConnected ? back : (document.getElementById(origin) ?? document.getElementById("room")))?.focus());
    };
  }, [origin]);
  return (
    <dialog
      ref={dialog}
      class={`sheet sheet-${sheet.kind}`}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) closeSheet(id);
      }}
    >
      <header class="sheet-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button type="button" class="button button-quiet button-icon" onClick={() => closeSheet(id)}>
          <CrossIcon />
          <span class="unseen">{word("page.close")}</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}

function Inside({ sheet }: { sheet: Sheet }) {
  if (sheet.kind === "form") return <Form sheet={sheet} />;
  if (sheet.kind === "set-up") return <SetUp />;
  if (sheet.failed) {
    return (
      <div class="sheet-body" role="alert">
        <p>{word("page.could-not-load")}</p>
        <button type="button" class="button button-primary" onClick={() => load(sheet)}>
          {word("page.try-again")}
        </button>
      </div>
    );
  }
  if (sheet.kind === "report") return <Report text={sheet.text} name={sheet.agreement ?? sheet.case} />;
  const { message } = sheet;
  if (message === null) return <Waiting />;
  return (
    <div class="sheet-body">
      <HeadingLevel.Provider value="h3">
        <MessageBody message={message} origin={sheet.id} />
      </HeadingLevel.Provider>
      <NoteOf origin={sheet.id} />
      <Seen audience={message.seen.kind === "audience" ? message.seen.audience : "person"}>
        <span>
          <Parts parts={message.footer} language={message.language} />
        </span>
      </Seen>
    </div>
  );
}

const Waiting = () => (
  <p class="sheet-body muted" role="status">
    {word("page.loading")}
  </p>
);

function Report({ text, name }: { text: string | null; name: string }) {
  if (text === null) return <Waiting />;
  const keep = () => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    save(address, `${name}.md`);
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <div class="sheet-body">
      <div class="actions report-actions">
        <button type="button" class="button" onClick={() => window.print()}>
          {word("page.print")}
        </button>
        <button type="button" class="button" onClick={keep}>
          {word("page.save-report")}
        </button>
      </div>
      <Markdown text={text} />
    </div>
  );
}
