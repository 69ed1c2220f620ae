import { describe, expect, it } from 'vitest';
import { searchTasks } from '../../src/domain/task-search.ts';
import { sampleTask } from './sample-task.ts';

const TASKS = [
  sampleTask({ number: 30, title: 'Order 3 chairs', tags: ['home', 'Money'] }),
  sampleTask({ number: 13, title: 'Café à Łódź: Straße' }),
  sampleTask({ number: 3, title: 'Zoe\u0308: money for the trip', tags: ['travel/äland'] }),
  sampleTask({ number: 400, title: '한국어 수업' }),
];

describe('a search among tasks', () => {
  it.each<[string, readonly number[]]>([
    ['', [30, 13, 3, 400]],
    ['  ', [30, 13, 3, 400]],
    ['chair', [30]],
    ['MONEY', [30, 3]],
    ['money trip', [3]],
    ['trip  money', [3]],
    ['money chairs trip', []],
    ['cafe', [13]],
    ['CAFÉ A', [13]],
    ['lodz strasse', [13]],
    ['Straße', [13]],
    ['zoë', [3]],
    ['zoe', [3]],
    ['aland', [3]],
    ['+mon', [30]],
    ['+travel money', [3]],
    ['수업', [400]],
    ['3', [3, 30, 13]],
    ['#3', [3, 30]],
    ['13', [13]],
    ['40', [400]],
    ['00', [400]],
    ['%', []],
    ['.*', []],
  ])('for %j finds %j', (typed, numbers) => {
    expect(searchTasks(TASKS, typed).map(({ number }) => number)).toEqual(numbers);
  });
});
