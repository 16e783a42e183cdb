/** Degrees of WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth (IUGG), kilometres. */
const RADIUS_KM = 6371.0088;

/** Kilometres between two positions as the crow flies (great circle, haversine formula). */
export function distanceKm(a: Position, b: Position): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const across = Math.sin((to - from) / 2) ** 2;
  const along = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = across + Math.cos(from) * Math.cos(to) * along;
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** The middle of positions that lie near each other; null of none. */
export function middleOf(positions: readonly Position[]): Position | null {
  const mean = (values: readonly number[]) => rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  if (positions.length === 0) return null;
  return {
    latitude: mean(positions.map(({ latitude }) => latitude)),
    longitude: mean(positions.map(({ longitude }) => longitude)),
  };
}

/** A middle that a few far ones do not move; null of none. */
export function medianOf(positions: readonly Position[]): Position | null {
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  const latitude = median(positions.map((each) => each.latitude));
  const longitude = median(positions.map((each) => each.longitude));
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
}

/** Five decimals are about a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
