/**
 * The firms of a log, as the set-up files that a playground starts with: one supplier, and a customer firm for each location.
 *
 * The log names no firms. Callers call from locations, and all but six of 347 from one alone: a location is what is closest to a firm.
 * Groups are desks, resolvers and those who updated lines are people of the supplier: each an entry of its own in the directory,
 * under the name that the log gives. Of their jobs, hours and superiors it says nothing: everybody is always there, the ladders are
 * empty, nobody reads digests or surveys, and what the firms agreed is what the playground's first relationship has.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { projectFolder } from "../../src/files.ts";
import type { Incident } from "./read.ts";

/** A customer firm with those of its people who call, and the supplier's people who deal with it, whoever leads at first before them. */
export type LogFirm = {
  readonly id: RelationshipId;
  readonly name: string;
  readonly callers: readonly string[];
  readonly supplier: readonly string[];
};

/** What stands where no line of an incident says from where it was reported. */
const nowhere = "Location not said";

/** The firm of whoever reported an incident: the first location that its lines name. What a later line puts right moves no case. */
export const firmNameOf = ({ lines }: Incident): string => lines.find(({ location }) => location !== null)?.location ?? nowhere;

/** A name of the log as an id: "Updated by 21" is updated-by-21. */
export const personOf = (name: string): PersonId => name.trim().toLowerCase().split(/\s+/).join("-") as PersonId;

/** The relationship with a firm. */
export const relationshipOf = (firm: string): RelationshipId => firm.toLowerCase().split(/\s+/).join("-") as RelationshipId;

/** The customer firms of a log, in the order in which they first report something. */
export function firmsOf(incidents: readonly Incident[]): readonly LogFirm[] {
  const found = new Map<string, { callers: Set<string>; supplier: Set<string> }>();
  for (const incident of incidents) {
    const name = firmNameOf(incident);
    const firm = found.get(name) ?? { callers: new Set(), supplier: new Set() };
    found.set(name, firm);
    for (const { caller, group, assignedTo, updatedBy } of incident.lines) {
      if (caller !== null) firm.callers.add(caller);
      for (const one of [group, assignedTo, updatedBy]) if (one !== null) firm.supplier.add(one);
    }
  }
  return [...found].map(([name, { callers, supplier }]) => ({
    id: relationshipOf(name),
    name,
    callers: [...callers],
    supplier: [...supplier],
  }));
}

const always = { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "23:59" };
const firm = (name: string, people: readonly object[]) => ({
  name,
  city: "?",
  zone: "Etc/UTC",
  language: "en",
  week: always,
  ladder: {},
  people,
});
/** Every firm has somebody for its set-up and its signature: the log does not say who, so it is the first that it names. */
const person = (name: string, job: string, i: number) => ({
  ...(i === 0 && { administrator: true, approver: "any amount" }),
  id: personOf(name),
  name: name.split(/\s+/).join(" "),
  function: job,
  level: "frontline",
  title: name.replace(/\s*\d+$/, "").toLowerCase(),
  digest: "none",
});

/** Writes the files of each relationship into a folder of its own in `folder`. */
export async function writeFirms(firms: readonly LogFirm[], folder: string): Promise<void> {
  const first = join(projectFolder, "adapters/web/seed/sahand-nordvik/relationship.yaml");
  const agreed = parse(await readFile(first, "utf8")) as Readonly<Record<string, unknown>>;
  for (const { id, name, callers, supplier } of firms) {
    const files = {
      relationship: { ...agreed, id, languages: ["en"], survey: [], catalogue: [] },
      supplier: firm(
        "The supplier",
        // The desk that the log names first takes what comes in; among equals whoever has least to do would.
        supplier.map((one, i) => person(one, i === 0 ? "customer-relations" : "production", i)),
      ),
      customer: firm(
        name,
        callers.map((one, i) => person(one, "purchasing", i)),
      ),
    };
    await mkdir(join(folder, id), { recursive: true });
    for (const [part, content] of Object.entries(files)) await writeFile(join(folder, id, `${part}.yaml`), stringify(content));
  }
}
