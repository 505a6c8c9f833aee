/**
 * What a button of Teams's carries: its handle, and when it was drawn. Teams gives a press no name of its own and may ask twice; the mark
 * tells a press that came twice from one on a card that has been drawn anew since.
 */

/** A handle as it is drawn now. */
export const marked = (handle: string): string => `${handle}~${Date.now().toString(36)}`;

/** The handle of what came back with a button; `null`: it carries none. */
export const handleIn = (data: Readonly<Record<string, unknown>>): string | null => {
  const carried = data["handle"];
  return typeof carried === "string" ? carried.replace(/~[0-9a-z]{1,12}$/, "") : null;
};
