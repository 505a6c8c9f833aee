/** Set-up files in words: what is wrong, what changes, what is said when one is applied. */

import { languageOf } from "../src/domain/languages.ts";
import type { Part } from "../src/domain/message.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import type { Change, Subject, Value } from "../src/domain/set-up/changes.ts";
import type { Hint, SetUpSpeech } from "../src/domain/set-up/speech.ts";
import { cash, firmName, listed, speak, text } from "./parts.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

/** What stands in a file, shown as it is and in its own direction. */
const quote = (written: string): Part => ({ kind: "quote", text: written });

/** A list with commas between. */
const joined = (parts: readonly Part[], t: Speak): Part[] =>
  listed(
    parts.map((part) => [part]),
    t,
  );

/** The Monday that weekdays are counted from. */
const mondayMs = Date.UTC(2026, 0, 5);

function weekdays(days: readonly number[], t: Speak): Part[] {
  const names = new Intl.DateTimeFormat(languageOf(t.language), { weekday: "short", timeZone: "UTC" });
  return joined(
    days.map((day) => names.format(mondayMs + (day - 1) * 86_400_000)),
    t,
  );
}

function shown(value: Value, t: Speak, account: Account): Part[] {
  switch (value.kind) {
    case "none":
      return t("set-up.none");
    case "text":
      return [quote(value.text)];
    case "days":
      return weekdays(value.days, t);
    case "person":
      return [quote(value.name)];
    case "money":
      return [cash(value.money)];
    case "number":
      return [new Intl.NumberFormat(languageOf(t.language)).format(value.number)];
    case "word":
      // Changes name keys of the catalogue by the lists that they come from; a test sees to each of them.
      return t(value.key as Key, { supplier: firmName(account, "supplier"), customer: firmName(account, "customer") });
    default:
      return value satisfies never;
  }
}

function subject(about: Subject, t: Speak, account: Account): Part[] {
  switch (about.kind) {
    case "firm":
      return [firmName(account, about.firm)];
    case "person":
      return [quote(about.name)];
    case "agreed":
      return t("set-up.about.agreed");
    case "service":
      return t("set-up.about.service");
    case "entry":
      return t("set-up.about.entry", { name: quote(about.name) });
    case "plan":
      return t("set-up.about.plan", {
        locus: plain(t(`locus.option.${about.locus}`)),
        perspective: plain(t(`set-up.perspective.${about.perspective}`)),
      });
    default:
      return about satisfies never;
  }
}

function lines(change: Change, t: Speak, account: Account): Part[][] {
  switch (change.what) {
    case "added":
      return [t("set-up.added")];
    case "removed":
      return [t("set-up.removed")];
    case "ordered":
      return [t("set-up.ordered", { names: joined(change.names.map(quote), t) })];
    case "changed": {
      const [before, after] = [shown(change.before, t, account), shown(change.after, t, account)];
      const field = plain(t(`set-up.field.${change.field}`));
      return [change.before.kind === "none" ? t("set-up.given", { field, after }) : t("set-up.changed", { field, before, after })];
    }
    case "listed": {
      const field = plain(t(`set-up.field.${change.field}`));
      const list = (values: readonly Value[]) =>
        joined(
          values.flatMap((value) => shown(value, t, account)),
          t,
        );
      return [
        ...(change.came.length > 0 ? [t("set-up.came", { field, list: list(change.came) })] : []),
        ...(change.went.length > 0 ? [t("set-up.went", { field, list: list(change.went) })] : []),
      ];
    }
    case "seats": {
      const count = (people: number | null) =>
        people === null ? t("set-up.usual") : shown({ kind: "number", number: people }, t, account);
      const field = plain(t("set-up.field.seats", { role: plain(t(`role.${change.role}`)) }));
      return [t("set-up.changed", { field, before: count(change.before), after: count(change.after) })];
    }
    case "minutes": {
      const { ask, severity, before, after } = change;
      return [t("set-up.minutes", { ask: plain(t(`set-up.service.${ask}`)), severity: plain(t(`severity.${severity}`)), before, after })];
    }
    default:
      return change satisfies never;
  }
}

const names = (list: readonly string[], t: Speak): Part[] => joined(list.map(quote), t);

function hint(one: Hint, t: Speak): Part[] {
  switch (one.type) {
    case "holidays-until":
      return t("set-up.hint.holidays-until", { region: quote(one.region), until: quote(one.until) });
    case "still-surveyed":
      return t("set-up.hint.still-surveyed", { names: names(one.names, t) });
    case "limits-in-other-currency":
      return t("set-up.hint.limits-in-other-currency", { names: names(one.names, t) });
    default:
      return one satisfies never;
  }
}

export const setUp: SetUpSpeech = {
  problem: ({ code, example }, say) => speak(say)(`set-up.problem.${code}`, { example: quote(example ?? "") }),
  groups(changes, say, account) {
    const t = speak(say);
    const groups = new Map<string, { about: Part[]; lines: Part[][] }>();
    for (const change of changes) {
      const key = JSON.stringify(change.about);
      const group = groups.get(key) ?? { about: subject(change.about, t, account), lines: [] };
      group.lines.push(...lines(change, t, account));
      groups.set(key, group);
    }
    return [...groups.values()];
  },
  hint: (one, say) => hint(one, speak(say)),
  comment(which, hints, say, account) {
    const t = speak(say);
    if (which === "relationship") {
      const { supplier, customer } = account.firms;
      return [t("set-up.comment.relationship", { supplier: supplier.name, customer: customer.name }), t("set-up.comment.minutes")].map(
        plain,
      );
    }
    const until = hints.filter(({ type }) => type === "holidays-until").map((one) => hint(one, t));
    return [t("set-up.comment.firm", { firm: account.firms[which].name }), t("set-up.comment.week"), ...until].map(plain);
  },
  applied: (outcome, who, say, account) => speak(say)(`set-up.applied.${outcome}`, { firm: firmName(account, otherFirm(who.firm)) }),
  news(news, say, account) {
    const t = speak(say);
    return [text(t(`set-up.news.${news.type}`, { firm: news.type === "agreed" ? "" : firmName(account, news.firm) }))];
  },
};
