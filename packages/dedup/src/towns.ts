import { normalName, normalTown } from './normal-text.ts';
import { remembered } from './remembered.ts';

/** Belgian towns that a service may name in another language, the first name standing for all. Written by hand. */
const NAMES =
  'brussel=bruxelles=brussels=brussel stad=bruxelles ville, antwerpen=anvers=antwerp, gent=gand=ghent, brugge=bruges, leuven=louvain, mechelen=malines, kortrijk=courtrai, aalst=alost, dendermonde=termonde, oudenaarde=audenarde, ronse=renaix, geraardsbergen=grammont, ieper=ypres, veurne=furnes, diksmuide=dixmude, nieuwpoort=nieuport, oostende=ostende=ostend, roeselare=roulers, menen=menin, wervik=wervicq, lier=lierre, tienen=tirlemont, zoutleeuw=leau, aarschot=aerschot, tongeren=tongres, st truiden=st trond, halle=hal, vilvoorde=vilvorde, liege=luik=luttich, namur=namen, mons=bergen, tournai=doornik, mouscron=moeskroen, ath=aat, enghien=edingen, lessines=lessen, soignies=zinnik, braine l alleud=eigenbrakel, braine le comte=s gravenbrakel, braine le chateau=kasteelbrakel, nivelles=nijvel, wavre=waver, jodoigne=geldenaken, tubize=tubeke, rebecq=rebecq rognon, huy=hoei, waremme=borgworm, vise=wezet, arlon=aarlen=arel, bastogne=bastenaken=bastnach, gembloux=gembloers, verviers=vervier, limbourg=limburg, comines warneton=komen waasten, flobecq=vloesberg, ellezelles=elzele, st vith=st vith=sankt vith, la calamine=kelmis, butgenbach=butgenbach, bullingen=bullange, amel=ambleve, malmedy=malmund, ixelles=elsene, schaarbeek=schaerbeek, etterbeek=etterbeek, anderlecht=anderlecht, molenbeek=st jans molenbeek=molenbeek st jean, st gillis=st gilles, ukkel=uccle, vorst=forest, jette=jette, laken=laeken, oudergem=auderghem, st agatha berchem=berchem ste agathe, st joost ten node=st josse ten noode, st lambrechts woluwe=woluwe st lambert, st pieters woluwe=woluwe st pierre, watermaal bosvoorde=watermael boitsfort, st genesius rode=rhode st genese, wemmel=wemmel, drogenbos=drogenbos, linkebeek=linkebeek, kraainem=crainhem, bever=bievene, herstappe=herstappe, voeren=fourons, spiere helkijn=espierres helchin';

const CANONICAL: ReadonlyMap<string, string> = new Map(
  NAMES.split(', ').flatMap((row) => {
    const [first = '', ...others] = row.split('=');
    return others.map((other): [string, string] => [other, first]);
  }),
);

/** How a town is called. */
interface TownNames {
  /** For comparison, the same in each language of the country where it is known; empty when there is none. */
  readonly one: string;
  /** As it may stand in the name of an employer. */
  readonly written: readonly string[];
}

/** The names of a town. */
export const townNames: (name: string) => TownNames = remembered((name) => {
  const normal = normalTown(name);
  return { one: CANONICAL.get(normal) ?? normal, written: [normal, normalName(name)] };
});
