/** The first page of the playground: pick who you are. */
import { useState } from "preact/hooks";
import type { Firm } from "../../../src/domain/people.ts";
import { fetchPlayground, signIn } from "./api.ts";
import { LanguageChoice } from "./language.tsx";
import { Initials } from "./message.tsx";
import { enter, pickLanguage } from "./rooms.ts";
import { change, current } from "./state.ts";
import type { PersonFace, Playground } from "./wire.ts";
import { word } from "./words.ts";

/** Two firms side by side, their people by name and job; the first of the server's list is suggested. */
export function SignIn() {
  const { playground } = current();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  if (!playground) return <p class="start-loading">{word("page.loading")}</p>;
  const pick = async (person: string) => {
    if (busy !== null) return;
    setBusy(person);
    setFailed(false);
    try {
      await signIn(playground.relationship.id, person);
      await enter();
    } catch {
      setFailed(true);
      setBusy(null);
    }
  };
  const meet = async (relationship: string) => {
    try {
      change({ playground: await fetchPlayground(relationship) });
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  const first = playground.people[0];
  const order: readonly Firm[] = first?.firm === "supplier" ? ["supplier", "customer"] : ["customer", "supplier"];
  return (
    <main class="start" id="room">
      <div class="start-top">
        <p class="brand">{word("page.parley")}</p>
        <LanguageChoice choose={pickLanguage} />
      </div>
      <h1>{word("page.pick-title")}</h1>
      <p class="start-lead">{word("page.pick-lead")}</p>
      {failed && (
        <p class="problem" role="alert">
          {word("page.unreachable")}
        </p>
      )}
      {playground.relationships.length > 1 && (
        <fieldset class="start-relationships">
          <legend>{word("page.pick-relationship")}</legend>
          {playground.relationships.map(({ id, supplier, customer }) => (
            <label key={id} class="choice">
              <input
                type="radio"
                name="relationship"
                value={id}
                checked={id === playground.relationship.id}
                onChange={() => void meet(id)}
              />
              <span>
                <bdi>{supplier}</bdi> · <bdi>{customer}</bdi>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="start-firms">
        {order.map((firm) => (
          <FirmList key={firm} firm={firm} playground={playground} busy={busy} suggested={first?.id ?? null} pick={pick} />
        ))}
      </div>
    </main>
  );
}

type FirmListProps = {
  readonly firm: Firm;
  readonly playground: Playground;
  readonly busy: string | null;
  readonly suggested: string | null;
  readonly pick: (person: string) => Promise<void>;
};

function FirmList({ firm, playground, busy, suggested, pick }: FirmListProps) {
  const { name, city } = playground.firms[firm];
  const people = playground.people.filter((person) => person.firm === firm);
  return (
    <section class="start-firm" aria-labelledby={`firm-${firm}`}>
      <h2 id={`firm-${firm}`}>
        <bdi>{name}</bdi>
      </h2>
      <p class="muted">
        {word(firm === "supplier" ? "page.supplier" : "page.customer")} · <bdi>{city}</bdi>
      </p>
      <ul>
        {people.map((person: PersonFace) => (
          <li key={person.id}>
            <button type="button" class="person" data-person={person.id} aria-disabled={busy !== null} onClick={() => void pick(person.id)}>
              <Initials person={person} />
              <span class="person-text">
                <bdi class="person-name">{person.name}</bdi>
                <span class="muted">{busy === person.id ? word("page.loading") : person.title}</span>
              </span>
              {person.id === suggested && <span class="suggested">{word("page.start-here")}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
