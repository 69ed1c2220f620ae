import type { Task } from '../../src/domain/task.ts';

/** A plain open task, with what a test is about in place of the defaults. */
export function sampleTask(fields: Partial<Task> = {}): Task {
  return {
    number: 42,
    id: '019ab12c-3def-7abc-8def-0123456789ab',
    title: 'Pay rent',
    description: null,
    due: null,
    priority: 'Medium',
    tags: [],
    recursionPattern: null,
    completed: false,
    completedAt: null,
    createdAt: new Date('2026-11-20T08:00:00Z'),
    updatedAt: new Date('2026-11-22T21:30:00Z'),
    ...fields,
  };
}

/** Titles as people write them, and as a terminal fears them. */
export const TITLES = [
  'Pay rent',
  'Call the plumber about the dripping kitchen tap before it floods the flat below again',
  '買い物：牛乳、卵、パン、それから味噌とわかめも忘れずに買ってくる',
  '한국어 수업 등록하기',
  'حجز موعد مع طبيب الأسنان',
  'לקנות חלב ולחם בדרך הביתה',
  'नमस्ते — हिन्दी की कक्षा',
  'สวัสดี ซื้อผักที่ตลาด',
  'می‌خواهم نان بخرم',
  '👨‍👩‍👧‍👦 Book a family photo session 📸',
  'Trip 🇯🇵🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿: compare https://www.example.com/flights?from=BER&to=HND&date=2027-03-21&cabin=economy',
  'Review Zoë’s pull request ❤️ 1️⃣ ☎️ ☎ 👍🏽',
  'Zoe\u0308 Pa\u0301ez — cafe\u0301 at 9',
  'ｶﾞｷﾞｸﾞ and ＦＵＬＬ ＷＩＤＴＨ',
  'Red \u001B[31malert\u001B[0m, title \u001B]0;owned\u0007, bell \u0007 and \u009B31m',
  'Invoice \u202Egnp.exe\u202C and\ttab',
  'A\u00ADuto\u00ADmo\u00ADbile\u200B insurance',
  'x'.repeat(500),
  '🧑🏽‍💻'.repeat(70),
] as const;
