import type { Workplace } from '@relais/vacancy';
import type { Area } from './areas.ts';
import type { Municipality, Place, Places } from './places.ts';

/**
 * A workplace with what the places add to it: the NIS code of today, the deepest NUTS code, and, where it has none, the position
 * of its postcode or municipality, with a note that it is no more than that. What the source says otherwise stays. The same
 * object where nothing is added.
 */
export function fillWorkplace(workplace: Workplace, places: Places): Workplace {
  if (workplace.country !== 'BE') return workplace;
  const coded = workplace.municipalityCode === null ? null : places.municipality(workplace.municipalityCode);
  const { place, area } = whereIs(workplace, places, coded);
  const isLocated = workplace.latitude !== null && workplace.longitude !== null;
  const filled: Workplace = {
    ...workplace,
    municipalityCode: (coded ?? place?.municipality)?.nis ?? workplace.municipalityCode,
    nuts: deeper(workplace.nuts, area),
    ...(isLocated || !place?.position ? {} : { ...place.position, precision: precisionOf(place) }),
  };
  const isSame = (Object.keys(filled) as (keyof Workplace)[]).every((name) => filled[name] === workplace[name]);
  return isSame ? workplace : filled;
}

/** A place that stands for the whole of its municipality has the position of that. */
function precisionOf({ position, municipality }: Place): Workplace['precision'] {
  return position === municipality.position ? 'municipality' : 'postcode';
}

/** The code of the source is right where it and the postcode differ. */
function whereIs(workplace: Workplace, places: Places, coded: Municipality | null) {
  const found = places.at(workplace);
  const place = found.found === 'place' ? found.place : null;
  if (coded !== null && place?.municipality !== coded) {
    const whole: Place = { municipality: coded, postcode: null, part: null, position: coded.position };
    return { place: whole, area: coded.area };
  }
  const area = place?.municipality.area ?? (found.found === 'area' ? found.area : null);
  return { place, area };
}

/** A code of the source stays, unless the deeper one lies within it. */
function deeper(nuts: string | null, area: Area | null): string | null {
  const known = area?.nuts3 ?? area?.nuts2 ?? null;
  return known !== null && known.startsWith(nuts ?? '') ? known : nuts;
}
