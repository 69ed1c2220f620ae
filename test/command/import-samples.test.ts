import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

/** What a dry run shows; all of it comes in then, once, with what is told besides, and one undo takes it back. */
async function preview(name: string): Promise<string> {
  const path = fileURLToPath(new URL(`../formats/samples/${name}`, import.meta.url));
  const { stdout } = await ada.todo(`import ${path} --dry-run`, PLAIN_TERMINAL);
  const [count] = /(?<=\nWould add )\d+/.exec(`\n${stdout}`) ?? [];
  const first = await ada.todo(`import ${path}`, PLAIN_TERMINAL);
  expect([first.exitCode, first.stdout.split(' ', 2)]).toEqual([0, ['Added', count]]);
  const there = await ada.todo('export');
  expect((await ada.todo(`import ${path}`, PLAIN_TERMINAL)).stdout).toMatch(/^Added no task · /);
  expect(await ada.todo('export')).toEqual(there);
  await ada.todo('undo');
  expect((await ada.todo('export')).stdout).toBe('');
  return `${stdout}---\n${first.stderr}`;
}

it('sleek-ToDoTxt_Test.txt', async () => {
  expect(await preview('sleek-ToDoTxt_Test.txt')).toMatchInlineSnapshot(`
    "Line 1: Would add Thank Mom for the meatballs · High · +phone
    Line 2: Would add Schedule Goodwill pickup · +project/GarageSale +phone
    Line 3: Would add Post signs around the neighborhood · +project/GarageSale
    Line 4: Would add Eskimo pies · +GroceryStore
    Line 5: Would add Really gotta call Mom \\this task has no priority\\ (A) · +phone +someday
    Line 6: Would add (b) Get back to the boss \\this task has no priority\\
    Line 7: Would add ->Submit TPS report \\this task has no priority\\
    Line 8: Would add Call Mom 2011-03-02 \\this task has no creation date\\ · High
    Line 9: Would add Call Mom  \\multiple projects and contexts\\ · High · +project/Family +project/PeaceLoveAndHappiness +iphone +phone
    Line 10: Would add Email SoAndSo at soandso@example.com \\this task has no context\\
    Line 11: Would add Learn how to add 2+2 \\this task has no project\\
    Line 12: Would add Call Mom \\this task is complete\\ · done
    Line 13: Would add xylophone lesson \\this task is incomplete\\
    Line 14: Would add Make resolutions \\this task is incomplete\\ · done
    Line 15: Would add x Find ticket prices \\this task is incomplete\\ · High
    Line 16: Would add This task has a due date in it · due Thu 1 Jul 2021 (5 years ago)
    Line 17: Would add This task has a threshold date in it · note
        What t: says is in the note
    Line 18: Would add This task is a hidden task · note
        What h: says is in the note
    Line 19: Would add A task list with all possible task types \\comments\\ · due Tue 30 Mar 2021 (6 years ago) · High · +project/todotxt +test
    Line 20: Would add daily task revisions within Sleek \\Daily recurrence\\ · every day after completion
    Line 21: Would add weekly task revisions within Sleek \\Weekly Recurrence\\ · every week after completion
    Line 22: Would add monthly task revisions within Sleek \\Monthly recurrence\\ · every month after completion
    Line 23: Would add annual task revisions within Sleek \\annual recurrence\\ · every year after completion
    Line 24: Would add This is a multi line taskcreated within Sleek · due Sat 1 May 2021 (6 years ago) · +project/todotxt +test
    Would add 24 tasks
    ---
    1 task: what t: says is in the note
    1 task: what h: says is in the note
    "
  `);
});

it('sleek-sample.todo.txt', async () => {
  expect(await preview('sleek-sample.todo.txt')).toMatchInlineSnapshot(`
    "Line 2: Would add Another one with promodoro timer · High · note
        What pm: says is in the note
    Line 3: Would add test5 · done · due Mon 5 Jun 2023 (3 years ago) · High · +project/testProject +testContext · note
        What h: says is in the note
    Line 4: Would add test5 · done · due Thu 1 Jun 2023 (3 years ago) · +project/testProject +testContext · note
        What t: says is in the note
    Line 5: Would add This TestProject is the line TestContext you want to change · +project/TestProject +TestContext · every 2 days after completion
    Line 6: Would add test5 · done · due Sat 3 Jun 2023 (3 years ago) · Low · +project/testProject +testContext · note
        What t: says is in the note
    Line 7: Would add Here is a #new one with a tag · done · High
    Line 8: Would add test5 · done · due Sun 4 Jun 2023 (3 years ago) · Low · +project/testProject +testContext
    Would add 7 tasks
    ---
    1 task: what pm: says is in the note
    1 task: what h: says is in the note
    2 tasks: what t: says is in the note
    "
  `);
});

it('tw350-own-recurrence-export.json', async () => {
  expect(await preview('tw350-own-recurrence-export.json')).toMatchInlineSnapshot(`
    "Line 2: Would add water plants · due today 01:00 · every day
    Line 3: Left out: it is an occurrence of the recurring task of line 2
    Line 4: Left out: it is an occurrence of the recurring task of line 2
    Line 5: Left out: the file has this occurrence twice
    Line 6: Left out: the file has this occurrence twice
    Line 7: Would add shared B · High · +project/FromA
    Would add 2 tasks · 4 left out
    ---
    2 left out: it is an occurrence of the recurring task of line 2
    2 left out: the file has this occurrence twice
    "
  `);
});

it('collective-todos-example.ics', async () => {
  expect(await preview('collective-todos-example.ics')).toMatchInlineSnapshot(`
    "Line 1: Would add Submit Quebec Income Tax Return for 2006 · due Tue 1 May 2007 (20 years ago) · +FAMILY +FINANCE · note
        UID and CLASS are in the note
    Would add 1 task
    ---
    1 task: UID and CLASS are in the note
    "
  `);
});

it('collective-issue_1050_calendar_with_events_and_todos.ics', async () => {
  expect(await preview('collective-issue_1050_calendar_with_events_and_todos.ics')).toMatchInlineSnapshot(`
    "Line 21: Left out: 2 events are no tasks
    Line 33: Would add Test Todo 1 · note
        UID is in the note
    Line 38: Left out: 1 journal entry is no task
    Would add 1 task · 2 left out
    ---
    1 task: UID is in the note
    1 left out: 2 events are no tasks
    1 left out: 1 journal entry is no task
    "
  `);
});
