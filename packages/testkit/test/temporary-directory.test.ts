import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';

describe('a temporary directory', () => {
  test('is gone at the end of its block, with all in it', () => {
    let path: string;
    {
      using directory = temporaryDirectory();
      path = directory.path;
      writeFileSync(join(path, 'file'), 'content');
    }
    expect(existsSync(path)).toBe(false);
  });
});
