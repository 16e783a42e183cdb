/** Rows of each call of the writer. */
export const ROWS = 200;
