import { describe, expect, test } from 'vitest';
import { Remembered } from '../../api/store/sql/remembered.ts';

describe('answers that a store remembers', () => {
  const asked = (stamps: () => string | null) => {
    let questions = 0;
    const remembered = new Remembered({ stamp: stamps });
    return (key = 'a') =>
      remembered.get(key, async () => {
        questions += 1;
        return `${key} ${questions}`;
      });
  };

  test('are given again while nothing is committed, each to its own question', async () => {
    const ask = asked(() => '1');
    expect([await ask(), await ask(), await ask('b'), await ask()]).toEqual(['a 1', 'a 1', 'b 2', 'a 1']);
  });
  test('are asked anew once something is', async () => {
    let stamp = 1;
    const ask = asked(() => String(stamp));
    expect(await ask()).toBe('a 1');
    stamp = 2;
    expect([await ask(), await ask()]).toEqual(['a 2', 'a 2']);
  });
  test('are asked anew each time where the engine cannot tell, or fails to', async () => {
    const never = asked(() => null);
    expect([await never(), await never()]).toEqual(['a 1', 'a 2']);
    const fails = asked(() => {
      throw new Error('disk');
    });
    expect([await fails(), await fails()]).toEqual(['a 1', 'a 2']);
  });
  test('a question that failed is asked again', async () => {
    let fails = true;
    const remembered = new Remembered({ stamp: () => '1' });
    const ask = () =>
      remembered.get('a', async () => {
        if (fails) throw new Error('no answer');
        return 'yes';
      });
    await expect(ask()).rejects.toThrow('no answer');
    fails = false;
    expect(await ask()).toBe('yes');
  });
  test('are forgotten past the most that stay, and then asked anew', async () => {
    const ask = asked(() => '1');
    for (let i = 0; i < 64; i += 1) await ask(`k${i}`);
    expect(await ask('k0')).toBe('k0 65');
  });
});
