export type { Area, Names } from './areas.ts';
export { distanceKm, type Position } from './distance.ts';
export { placesErrors } from './errors.ts';
export { fillWorkplace } from './fill.ts';
export { importPlaces } from './importer/import-places.ts';
export type { ImportedPlaces, PlacesFacts } from './place-table.ts';
export {
  builtInPlaces,
  type Municipality,
  type Nearby,
  type Place,
  type PlaceFound,
  type Places,
  placesOf,
} from './places.ts';
export { openPlaces, placesInUse, readPlacesFacts, usePlaces, writePlaces } from './places-file.ts';
