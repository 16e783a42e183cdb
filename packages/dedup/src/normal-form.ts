/** Lower case without accents, punctuation or repeated spaces. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}

/** Gender marks of every style, in brackets or bare: (m/v/x), H/F/X, (m/w/d), -in, /-in. */
const GENDER_MARK =
  /[([]\s*(?:[mvhfwdx](?:\s*[/|.,-]\s*[mvhfwdx]){1,3})\s*[)\]]|\b[mvhfwd](?:\/[mvhfwdx]){1,3}\b|[*:]in\b|\/-?in\b/gi;

/** Legal forms say nothing of who an employer is. */
const LEGAL_FORM = /\b(?:nv|sa|bv|bvba|srl|sprl|vzw|asbl|cv|cvba|scrl|sc|gmbh|ag|vof|snc|comm v|group|groep|groupe)\b/g;

/** Title for comparison: folded, without gender marks, its words in alphabetical order. Empty when nothing is left. */
export function titleKey(title: string): string {
  const words = folded(title.replaceAll(GENDER_MARK, ' ')).split(' ');
  return [...new Set(words)]
    .filter((word) => word !== '')
    .toSorted()
    .join(' ');
}

/** Employer's name for comparison; a doubled name ("NAME - NAME") counts once. Null when nothing is left. */
export function employerKey(name: string | null | undefined): string | null {
  if (name === null || name === undefined) return null;
  const words = folded(name).replaceAll(LEGAL_FORM, ' ').split(' ');
  const key = [...new Set(words)].filter((word) => word !== '').join(' ');
  return key === '' ? null : key;
}
