/** How far a page counts what there is of something: beyond that it says "1,000+", so that it costs the same in a large firm. */
export const mostCounted = 1_000
