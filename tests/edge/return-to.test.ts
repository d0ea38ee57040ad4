import { expect, test } from 'vitest';
import { safeReturnTo } from '../../backend/edge/src/session/return-to.js';

const OURS = new URL('https://tessera.example');

test.each([
  ['/', '/'],
  ['/keys?status=ACTIVE&q=a%20b#row-3', '/keys?status=ACTIVE&q=a%20b#row-3'],
  ['/keys/key_018f', '/keys/key_018f'],
])('%s is ours', (given, expected) => {
  expect(safeReturnTo(given, OURS)).toBe(expected);
});

test.each([
  undefined,
  null,
  7,
  ['/keys'],
  '',
  'keys',
  'https://evil.example',
  'https:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/keys\r\nset-cookie: a=b',
  '/..//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  ' /keys',
  '@evil.example',
  '/auth/sign-in?returnTo=/',
  '/api/export/keys.csv',
  '/graphql?query={me{name}}',
  '/v1/keys',
  `/${'x'.repeat(2_001)}`,
])('%j goes home', (given) => {
  expect(safeReturnTo(given, OURS)).toBe('/');
});
