// Ratings of units by several raters, brought into counts by category. What agreement among many raters is computed from.

/** One row a unit, one column a rater; undefined where the rater did not rate the unit. */
export type Ratings = readonly (readonly (number | undefined)[])[];

/** One row a unit, one column a category: how many raters chose it. */
export type RatingCounts = readonly (readonly number[])[];

/**
 * @param categories the scale, in its order, without repetition; also the values nobody used
 * @throws RangeError when a rating is not on the scale, or the scale repeats a value
 */
export function ratingCounts(ratings: Ratings, categories: readonly number[]): RatingCounts {
  const places = new Map(categories.map((category, place) => [category, place]));
  if (places.size !== categories.length) throw new RangeError('a category occurs twice in the scale');
  return ratings.map((unit) => {
    const counts = new Array<number>(categories.length).fill(0);
    for (const rating of unit) {
      if (rating === undefined) continue;
      const place = places.get(rating);
      if (place === undefined) throw new RangeError(`the rating ${rating} is not on the scale`);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  });
}

/** How many raters rated each unit. */
export function raterTotals(counts: RatingCounts): readonly number[] {
  return counts.map((unit) => unit.reduce((sum, count) => sum + count, 0));
}
