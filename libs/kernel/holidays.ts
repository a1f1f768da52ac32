import type { Day } from './time.js';

/** The days on which a year departs from "Monday to Friday is worked". */
export interface HolidayYear {
  /** First and last day of each holiday. */
  holidays: [from: Day, to: Day, zh: string][];
  /** Saturdays and Sundays that are worked in exchange 调休. */
  makeUpDays: Day[];
}

/** The official calendar, one entry a year; the next year's notice comes out in November and is added here. */
export const holidayYears: Record<string, HolidayYear> = {
  // 国务院办公厅关于2025年部分节假日安排的通知, 国办发明电〔2024〕12号, 2024-11-12
  '2025': {
    holidays: [
      ['2025-01-01', '2025-01-01', '元旦'],
      ['2025-01-28', '2025-02-04', '春节'],
      ['2025-04-04', '2025-04-06', '清明节'],
      ['2025-05-01', '2025-05-05', '劳动节'],
      ['2025-05-31', '2025-06-02', '端午节'],
      ['2025-10-01', '2025-10-08', '国庆节、中秋节'],
    ],
    makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  // 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04
  '2026': {
    holidays: [
      ['2026-01-01', '2026-01-03', '元旦'],
      ['2026-02-15', '2026-02-23', '春节'],
      ['2026-04-04', '2026-04-06', '清明节'],
      ['2026-05-01', '2026-05-05', '劳动节'],
      ['2026-06-19', '2026-06-21', '端午节'],
      ['2026-09-25', '2026-09-27', '中秋节'],
      ['2026-10-01', '2026-10-07', '国庆节'],
    ],
    makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
  // No notice was at hand: the statutory days alone (全国年节及纪念日放假办法, 2024-11-08, art. 2), nothing exchanged.
  '2027': {
    holidays: [
      ['2027-01-01', '2027-01-01', '元旦'],
      ['2027-02-05', '2027-02-08', '春节'],
      ['2027-04-05', '2027-04-05', '清明节'],
      ['2027-05-01', '2027-05-02', '劳动节'],
      ['2027-06-09', '2027-06-09', '端午节'],
      ['2027-09-15', '2027-09-15', '中秋节'],
      ['2027-10-01', '2027-10-03', '国庆节'],
    ],
    makeUpDays: [],
  },
};

/** Statutory days that fall on the same date every year, for years without an entry above. */
export const fixedHolidays = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
