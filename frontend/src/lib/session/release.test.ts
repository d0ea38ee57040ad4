import { describe, expect, it } from 'vitest';
import { entriesOf } from './release';

describe('the release served', () => {
  it('is known by the hashed scripts of its page, and by those alone', () => {
    const html =
      '<script src="/scheme.js"></script><script type="module" crossorigin src="/assets/index-Ab1.js"></script>';
    expect(entriesOf(html)).toEqual(['/assets/index-Ab1.js']);
    expect(entriesOf('<p>Bad gateway</p>')).toEqual([]);
  });
});
