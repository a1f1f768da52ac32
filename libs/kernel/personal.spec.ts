import { describe, expect, it } from '@jest/globals';
import { nameMasked, phoneKept, phoneMasked } from './personal.js';

describe('ALL-9 personal data', () => {
  it.each([
    ['13800001234', '13800001234'],
    ['+8613800001234', '13800001234'],
    ['8613800001234', '13800001234'],
    ['008613800001234', '13800001234'],
    ['+85291234567', '+85291234567'],
    ['86123456', '86123456'],
  ])('keeps the phone %s as %s', (phone, kept) => expect(phoneKept(phone)).toBe(kept));

  it.each([
    ['13800001234', '138****1234'],
    ['85291234', '****34'],
    ['+85291234567', '+85****4567'],
  ])('shows the phone %s as %s', (phone, masked) => expect(phoneMasked(phone)).toBe(masked));

  it.each([
    ['林', '林*'],
    ['林晓', '林*'],
    ['欧阳修文', '欧**'],
    ['𠮷田', '𠮷*'],
    ['', '*'],
  ])('shows the name %s as %s', (name, masked) => expect(nameMasked(name)).toBe(masked));
});
