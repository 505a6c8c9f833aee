const plainDigits: Readonly<Record<string, string>> = Object.fromEntries(
  ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"].flatMap((digits) => [...digits].map((digit, value) => [digit, String(value)])),
);

/** The same text with Persian and Arabic digits as 0 to 9: of the same length, so that places in it stay the same. */
export const inDigits = (text: string): string => text.replaceAll(/[۰-۹٠-٩]/g, (digit) => plainDigits[digit]!);
