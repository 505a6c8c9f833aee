/** Set-up files lose nothing, and say nothing of whom they are not about. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { plain } from "../../flows/wording/index.ts";
import { languages } from "../../src/domain/languages.ts";
import { type Account, type Firm, firms, otherFirm, peopleOf } from "../../src/domain/people.ts";
import { accountFrom, firmOf, relationshipOf, withFirm, withRelationship } from "../../src/domain/set-up/account.ts";
import { changes } from "../../src/domain/set-up/changes.ts";
import { firmProblems, relationshipProblems, surroundings } from "../../src/domain/set-up/checks.ts";
import { parseFile } from "../../src/domain/set-up/problems.ts";
import { type FirmFile, firmSchema, type RelationshipFile, relationshipSchema } from "../../src/domain/set-up/schema.ts";
import { readers } from "../../src/operations/readers.ts";
import { anyAccount, publicDays } from "../support/accounts.ts";
import { runs } from "../support/properties.ts";

const { notation } = readers;

/** A value through the notation and back. */
function again(value: unknown): unknown {
  const read = notation.read(notation.write(value, ["A comment", "of two lines"]));
  expect(read.misread).toEqual([]);
  return read.value;
}

function firmFile(account: Account, firm: Firm): FirmFile {
  const parsed = parseFile<FirmFile>(firmSchema, again(firmOf(account, firm)));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

function relationshipFile(account: Account): RelationshipFile {
  const parsed = parseFile<RelationshipFile>(relationshipSchema, again(relationshipOf(account)));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

test("what is written reads as what it was written from: the three files of any settings make them again", () => {
  fc.assert(
    fc.property(anyAccount, (account) => {
      const files = {
        supplier: firmFile(account, "supplier"),
        customer: firmFile(account, "customer"),
        relationship: relationshipFile(account),
      };
      // Who was here once, where the room stands besides, and whether talk is carried there, no file says.
      const { bridges: _, talk: __, ...said } = account;
      expect(accountFrom(files, publicDays)).toEqual({ ...said, former: [] });
      for (const firm of firms) expect(withFirm(account, firm, files[firm], publicDays)).toEqual(account);
      expect(withRelationship(account, files.relationship)).toEqual(account);
    }),
    { numRuns: runs(150) },
  );
});

test("what is written is written the same from what was read, so that files can be compared", () => {
  fc.assert(
    fc.property(anyAccount, fc.constantFrom(...firms), (account, firm) => {
      const text = notation.write(firmOf(account, firm), []);
      expect(notation.write(notation.read(text).value, [])).toBe(text);
    }),
    { numRuns: runs(100) },
  );
});

test("settings that a file was written from have no problem", () => {
  fc.assert(
    fc.property(anyAccount, fc.constantFrom(...firms), (account, firm) => {
      expect(firmProblems(firmFile(account, firm), surroundings(account, firm))).toEqual([]);
      // Two firms of one name can make an owner doubtful; anything else would be a fault.
      expect(relationshipProblems(relationshipFile(account), account).filter(({ code }) => code !== "no-owner")).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});

test("whatever a firm's file says, the other firm and what both agreed stay as they are to the byte", () => {
  fc.assert(
    fc.property(anyAccount, anyAccount, fc.constantFrom(...firms), (account, other, firm) => {
      const after = withFirm(account, firm, firmFile(other, firm), publicDays);
      const them = otherFirm(firm);
      expect(JSON.stringify(after.firms[them])).toBe(JSON.stringify(account.firms[them]));
      expect(JSON.stringify(peopleOf(after, them))).toBe(JSON.stringify(peopleOf(account, them)));
      expect(JSON.stringify(relationshipOf(after))).toBe(JSON.stringify(relationshipOf(account)));
      const touched = changes(account, after).flatMap(({ about }) => ("firm" in about ? [about.firm] : ["agreed"]));
      expect(touched.filter((one) => one !== firm)).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});

test("the relationship's file changes nothing of either firm", () => {
  fc.assert(
    fc.property(anyAccount, anyAccount, (account, other) => {
      const after = withRelationship(account, relationshipFile(other));
      expect({ firms: after.firms, people: after.people, id: after.id }).toEqual({
        firms: account.firms,
        people: account.people,
        id: account.id,
      });
      expect(changes(account, after).filter(({ about }) => "firm" in about)).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});

test("every difference is told, and nothing where there is none, in every language", () => {
  fc.assert(
    fc.property(anyAccount, anyAccount, fc.constantFrom(...firms), (account, other, firm) => {
      expect(changes(account, account)).toEqual([]);
      const after = withRelationship(withFirm(account, firm, firmFile(other, firm), publicDays), {
        ...relationshipFile(other),
        currency: account.currency,
      });
      const found = changes(account, after);
      if (JSON.stringify(after) !== JSON.stringify(account)) expect(found).not.toEqual([]);
      for (const language of languages) {
        for (const { about, lines } of conversation.setUp.groups(found, conversation.say(language), after)) {
          const texts = [about, ...lines].map(plain);
          expect(texts.filter((text) => text.trim() === "" || /undefined|\[object/.test(text))).toEqual([]);
        }
      }
    }),
    { numRuns: runs(150) },
  );
});
