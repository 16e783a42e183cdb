import { describe, expect, test } from 'vitest';
import { type CodingRule, createCoder, starterRelease } from '../../src/index.ts';

const release = starterRelease();
const [cook, nurse] = ['RS-1', 'RS-360'].map((code) => release.occupation(code));
const rule = (id: string, when: CodingRule['when'], occupation = cook?.uuid ?? ''): CodingRule => ({
  id,
  when,
  occupation,
});
const coded = (title: string, rules: readonly CodingRule[], codes: { scheme: string; code: string }[] = []) =>
  createCoder(release, { rules }).code({ titles: { nl: title }, codes });

describe("an operator's rule", () => {
  test('wins over what the coder finds, and says so', () => {
    const coding = coded('Potjesmeester (m/v/x)', [rule('r-1', { title: 'potjesmeester' })]);
    expect(coding).toMatchObject({ method: 'rule', confidence: 1, automatic: true, competent: [{ code: 'RS-1' }] });
    expect(coding.reasons[0]).toContain('r-1');
    expect(coding.isco[0]?.code).toMatch(/^\d{4}$/);
  });

  test('is undone by leaving it out', () => {
    expect(coded('Verpleegkundige', [rule('r-1', { title: 'verpleegkundige' })]).competent[0]?.code).toBe('RS-1');
    expect(coded('Verpleegkundige', []).competent[0]?.code).toBe('RS-360');
  });

  test('takes any words for a star, and holds for its language alone', () => {
    const rules = [rule('r-1', { title: 'meester * potten', language: 'nl' })];
    expect(coded('Meester van alle potten', rules).method).toBe('rule');
    expect(coded('Meester pannen', rules).method).not.toBe('rule');
    expect(createCoder(release, { rules }).code({ titles: { de: 'Meester alle potten' }, codes: [] }).method).not.toBe(
      'rule',
    );
  });

  test('can be about a native code, and wins over that code', () => {
    const rules = [rule('r-1', { scheme: 'ISCO08', code: '2221' })];
    expect(coded('', rules, [{ scheme: 'isco08', code: '2221' }])).toMatchObject({
      method: 'rule',
      competent: [{ code: 'RS-1' }],
    });
  });

  test('gives way to a later one', () => {
    const rules = [rule('r-1', { title: 'kok' }, nurse?.uuid), rule('r-2', { title: 'kok' })];
    expect(coded('Kok', rules).competent[0]?.code).toBe('RS-1');
  });

  test('decides nothing when the release does not have its occupation', () => {
    const coding = coded('Kok', [rule('r-9', { title: 'kok' }, 'OP-99999')]);
    expect(coding.method).toBe('exact-title');
    expect(coding.reasons[0]).toContain('does not have');
  });
});
