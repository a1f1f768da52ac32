import { describe, expect, it } from '@jest/globals';
import { idNumberKept, nameMasked, phoneKept, phoneMasked } from './personal.js';

describe('CRM-1 one text for one phone and one ID number', () => {
  it.each([
    ['13800001234', '13800001234'],
    ['+8613800001234', '13800001234'],
    ['8613800001234', '13800001234'],
    ['008613800001234', '13800001234'],
    ['+85291234567', '+85291234567'],
    ['02083331234', '02083331234'],
    ['86123456', '86123456'],
  ])('CRM-1 phone %s is kept as %s', (given, kept) => expect(phoneKept(given)).toBe(kept));

  it.each([
    ['44010619900101001x', '44010619900101001X'],
    ['A123456(7)', 'A1234567'],
    ['g12345678', 'G12345678'],
  ])('CRM-1 ID number %s is kept as %s', (given, kept) => expect(idNumberKept(given)).toBe(kept));
});

describe('ALL-9 masks', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['83331234', '****34'],
    ['+85291234567', '+85****4567'],
  ])('ALL-9 phone %s is shown as %s', (phone, shown) => expect(phoneMasked(phone)).toBe(shown));

  it.each([
    ['林', '林*'],
    ['林明', '林*'],
    ['林小明', '林**'],
    ['欧阳小明明', '欧**'],
    ['𠮷田', '𠮷*'],
    ['', '*'],
  ])('ALL-9 name %s is shown as %s', (name, shown) => expect(nameMasked(name)).toBe(shown));
});
