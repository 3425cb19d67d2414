// Two readers of dates in free text: what the example evaluates. Not part of the evaluation.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullMonth = 'January|February|March|April|May|June|July|August|September|October|November|December';

type Reader = (text: string) => string | undefined;

const yearFirst: Reader = (text) => {
  const [, year, month, day] = /\b(\d{4})[-/](\d{2})[-/](\d{2})\b/.exec(text) ?? [];
  return isoDate(year, month, day);
};

const dotted: Reader = (text) => {
  const [, day, month, year] = /\b(\d{2})\.(\d{2})\.(\d{4})\b/.exec(text) ?? [];
  return isoDate(year, month, day);
};

const dayMonthYear: Reader = (text) => {
  const [, day, month = '', year] = new RegExp(`\\b(\\d{1,2}) (${fullMonth}) (\\d{4})\\b`).exec(text) ?? [];
  return isoDate(year, monthNumber(month), day);
};

const monthDayYear: Reader = (text) => {
  const [, month = '', day, year] = new RegExp(`\\b(${fullMonth}) (\\d{1,2}), (\\d{4})\\b`).exec(text) ?? [];
  return isoDate(year, monthNumber(month), day);
};

/** `5 Mar 2024`, `5th of March 2024`. */
const looseDayMonthYear: Reader = (text) => {
  const [, day, month = '', year] =
    /\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Z][a-z]{2,8}) (\d{4})\b/.exec(text) ?? [];
  return isoDate(year, monthNumber(month), day);
};

/** Dates as they are usually typed. */
export const strictReader = firstOf([yearFirst, dotted, dayMonthYear, monthDayYear]);

/** Ordinals and abbreviated months as well. */
export const lenientReader = firstOf([yearFirst, dotted, looseDayMonthYear, monthDayYear]);

/** A mistake that is easily made: whoever reads `05.03.2024` with the month first is wrong wherever both are possible. */
export const monthFirstReader = firstOf([
  yearFirst,
  (text) => {
    const [, month, day, year] = /\b(\d{2})\.(\d{2})\.(\d{4})\b/.exec(text) ?? [];
    return isoDate(year, month, day);
  },
  looseDayMonthYear,
  monthDayYear,
]);

/** @returns the date as `2024-03-05`, or `none` */
function firstOf(readers: readonly Reader[]): (text: string) => string {
  return (text) => {
    for (const read of readers) {
      const found = read(text);
      if (found !== undefined) return found;
    }
    return 'none';
  };
}

function monthNumber(name: string): string | undefined {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

function isoDate(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
