/** Short forms that titles and labels write for words, in the four languages; accents removed. Each means one thing only. */
const SHORT_FORMS = `
pl: poids lourd
spl: super poids lourd
vl: vehicule leger
btp: batiment travaux publics
sav: service apres vente
rh: ressources humaines
adv: administration ventes
cvc: chauffage ventilation climatisation
aes: accompagnant educatif social
ash: agent service hospitalier
eje: educateur jeunes enfants
ide: infirmier
resp: responsable
asst: assistant
compta: comptable
maint: maintenance
secr: secretaire
elec: electricien
mdw: medewerker
medew: medewerker
medewerk: medewerker
verantw: verantwoordelijke
vpk: verpleegkundige
adm: administratief
kfz: kraftfahrzeug
lkw: lastkraftwagen
pkw: personenkraftwagen
mfa: medizinische fachangestellte
zfa: zahnmedizinische fachangestellte
pdl: pflegedienstleitung
hr: human resources
hgv: heavy goods vehicle
lgv: large goods vehicle
mgr: manager
rn: registered nurse
qa: quality assurance
ceo: chief executive officer
cfo: chief financial officer
cto: chief technology officer
`;

const LONG_FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  SHORT_FORMS.trim()
    .split('\n')
    .map((line) => {
      const [short = '', long = ''] = line.split(': ');
      return [short, long.split(' ')];
    }),
);

/** A word, or the words that it is short for. */
export function inFull(word: string): readonly string[] {
  return LONG_FORMS.get(word) ?? [word];
}
