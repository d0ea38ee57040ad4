import { describe, expect, it } from 'vitest';
import { parsePaste } from './parsePaste';

describe('what is pasted from a spreadsheet', () => {
  it('finds keys in any column, with or without hyphens', () => {
    const text =
      'Customer\tKey\nRossi & figli\tabcd-efgh-jklm-npqr\n"STUV2345WXYZ6789";Bianchi\n2345 6789 ABCD EFGH';
    expect(parsePaste(text)).toEqual({
      numbers: ['ABCD-EFGH-JKLM-NPQR', 'STUV-2345-WXYZ-6789', '2345-6789-ABCD-EFGH'],
      malformed: ['Customer Key'],
      duplicates: [],
    });
  });
  it('says what stands there twice', () => {
    expect(parsePaste('ABCD-EFGH-JKLM-NPQR,abcdefghjklmnpqr')).toEqual({
      numbers: ['ABCD-EFGH-JKLM-NPQR'],
      malformed: [],
      duplicates: ['ABCD-EFGH-JKLM-NPQR'],
    });
  });
  it('takes no part of something longer for a key', () => {
    expect(parsePaste('ABCDEFGHJKLMNPQRS\nABCD-EFGH-JKLM\n\n  ').numbers).toEqual([]);
    expect(parsePaste('ABCDEFGHJKLMNPQRS\nABCD-EFGH-JKLM\n\n  ').malformed).toHaveLength(2);
  });
  it('holds for hundreds of lines', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `AAAA-BBBB-CCCC-${String(1000 + index)}`);
    expect(parsePaste(lines.join('\r\n')).numbers).toHaveLength(500);
  });
});
