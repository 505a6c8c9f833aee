/** Who takes part and what they have given: roles held, help wanted and declined, work done and credited. */
import type { Shared, Text } from "./case.ts";
import type { Help, WorkKind } from "./events/participation.ts";
import { type SliceEvent, stamp } from "./fold.ts";
import type { PersonId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { Role } from "./roles.ts";
import type { Instant } from "./time.ts";

/** A place in a role; `person` `null`: nobody was found for it. */
export type RoleHeld = {
  readonly role: Role;
  /** Tells the places of one role apart. */
  readonly seat: number;
  readonly person: PersonId | null;
  /** `given`: suggested by the directory; `taken`: said yes, or acts in the case; `volunteered`: offered it. */
  readonly status: "given" | "taken" | "volunteered";
  readonly since: Instant;
};

/** Work that a person has done for the case; `credited` of it has been thanked for and recorded. */
export type Work = {
  readonly person: PersonId;
  readonly firm: Firm;
  readonly kind: WorkKind;
  readonly done: number;
  readonly credited: number;
};

export type Participation = {
  readonly roles: readonly RoleHeld[];
  /** Who gave a role back: they are not suggested for it again. */
  readonly left: readonly { readonly role: Role; readonly person: PersonId }[];
  /** Whom a lead named where the directory had nobody; absent: nobody yet. They are asked first when the plan calls for the role again. */
  readonly named?: readonly { readonly role: Role; readonly person: PersonId }[];
  /** What help the customer would like; `null`: not said yet. */
  readonly help: { readonly wanted: readonly Help[]; readonly note: Text; readonly declined: boolean; readonly last?: Text } | null;
  /** The supplier had nothing to add where the customer has left open what help it would like; absent: it has not said so. */
  readonly addsNothing?: true;
  /** The firms that have brought what they hold since the views differed, or have said that it is nothing. */
  readonly settledEvidence: readonly Firm[];
  readonly work: readonly Work[];
};

export const noParticipation: Participation = { roles: [], left: [], help: null, settledEvidence: [], work: [] };

type Stamped = SliceEvent & { readonly by: PersonId | "clock" };

/** How an event of any slice changes who takes part: acting in a role takes it, and work is counted for whoever did it. */
export function evolveParticipation(p: Participation, event: Stamped, before: Shared): Participation {
  return counted(event.type.startsWith("role-") ? held(p, event) : taken(held(p, event), event.by), event, before);
}

function held(p: Participation, event: SliceEvent): Participation {
  const { by, at } = stamp(event);
  const put = (role: Role, seat: number, person: PersonId | null, status: RoleHeld["status"]): Participation => ({
    ...p,
    roles: [...p.roles.filter((one) => one.role !== role || one.seat !== seat), { role, seat, person, status, since: at }],
  });
  const free = (role: Role): number => {
    const seats = p.roles.filter((one) => one.role === role).map(({ seat }) => seat);
    for (let seat = 0; ; seat++) if (!seats.includes(seat)) return seat;
  };
  const seatOf = (role: Role, person: PersonId | null): number =>
    p.roles.find((one) => one.role === role && one.person === person)?.seat ?? free(role);
  const without = (role: Role, person: PersonId | null): readonly RoleHeld[] =>
    p.roles.filter((one) => one.role !== role || one.person !== person);
  const e: SliceEvent = event;
  switch (e.type) {
    case "role-given":
      return put(e.role, free(e.role), e.to, "given");
    case "role-open":
      return put(e.role, e.seat, null, "given");
    case "role-taken":
      return put(e.role, seatOf(e.role, by), by, "taken");
    case "role-filled":
      return { ...put(e.role, seatOf(e.role, null), e.to, "given"), named: [...(p.named ?? []), { role: e.role, person: e.to }] };
    case "role-passed":
      return put(e.role, seatOf(e.role, by), e.to, "given");
    case "role-left":
      return { ...p, roles: without(e.role, by), left: [...p.left, { role: e.role, person: by }] };
    case "role-ended":
      return { ...p, roles: without(e.role, e.person) };
    case "volunteered":
      return put(e.role, seatOf(e.role, by), by, "volunteered");
    case "reference-given":
      return put("co-advertiser", seatOf("co-advertiser", by), by, "volunteered");
    case "reference-withdrawn":
    case "reopened":
      return { ...p, roles: p.roles.filter(({ role }) => role !== "co-advertiser") };
    case "help-wanted":
      // Whoever has declined is not asked again.
      return {
        ...p,
        help: {
          wanted: e.help,
          note: e.said?.note ?? null,
          declined: p.help?.declined ?? false,
          ...(e.said?.last !== undefined && { last: e.said.last }),
        },
      };
    case "help-declined":
      return p.help ? { ...p, help: { ...p.help, declined: true } } : { ...p, addsNothing: true };
    case "evidence-settled":
    case "evidence-added": {
      const { firm } = stamp(e);
      return p.settledEvidence.includes(firm) ? p : { ...p, settledEvidence: [...p.settledEvidence, firm] };
    }
    case "work-credited":
      return {
        ...p,
        work: p.work.map((one) => (one.person === e.person && one.kind === e.work ? { ...one, credited: one.credited + e.count } : one)),
      };
    default:
      return p;
  }
}

/** Whoever acts in the case while a role waits for their word has taken it. */
function taken(p: Participation, by: PersonId | "clock"): Participation {
  if (!p.roles.some(({ person, status }) => person === by && status === "given")) return p;
  return { ...p, roles: p.roles.map((one) => (one.person === by && one.status === "given" ? { ...one, status: "taken" } : one)) };
}

/** Counts one more piece of work of a person. */
function withWork(p: Participation, kind: WorkKind, person: PersonId, firm: Firm): Participation {
  const known = p.work.find((one) => one.person === person && one.kind === kind);
  return {
    ...p,
    work: known
      ? p.work.map((one) => (one === known ? { ...one, done: one.done + 1 } : one))
      : [...p.work, { person, firm, kind, done: 1, credited: 0 }],
  };
}

/** What was done for the case. How a firm weighs the options is its own: what nobody else sees is not counted here. */
function counted(p: Participation, event: SliceEvent, before: Shared): Participation {
  const { by, firm } = stamp(event);
  const add = (kind: WorkKind, person: PersonId, of: Firm): Participation => withWork(p, kind, person, of);
  switch (event.type) {
    case "evidence-added":
      return add("evidence", by, firm);
    case "cause-proposed":
      return add("cause", by, firm);
    case "option-proposed":
      return add("option", by, firm);
    case "contained":
      return event.nothing ? p : add("containment", by, firm);
    case "visit-reported":
      return (event.came ?? []).reduce((all, one) => withWork(all, "visit", one.person, one.firm), p);
    case "causes-weighed":
      // Weighed again, it is the same piece of work.
      return p.work.some(({ person, kind }) => person === by && kind === "weighing") ? p : add("weighing", by, firm);
    case "bridge-offered":
      return add("bridge", by, firm);
    case "verified": {
      const promise = before.promises.find(({ id }) => id === event.promise);
      return promise ? add("promise", promise.owner, promise.firm) : p;
    }
    default:
      return p;
  }
}
