import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { query, send } from './raw-http.ts';

/** The shape of answers and the text of values. */
export function resultCases(neon: () => Neon): void {
  it('answers with these keys in this order', async () => {
    const { text } = await send(neon(), { body: { query: `select 1 as a, null::varchar(7) as b` } });
    expect(text).toBe(
      '{"fields":[' +
        '{"name":"a","dataTypeID":23,"tableID":0,"columnID":0,"dataTypeSize":4,"dataTypeModifier":-1,"format":"text"},' +
        '{"name":"b","dataTypeID":1043,"tableID":0,"columnID":0,"dataTypeSize":-1,"dataTypeModifier":11,"format":"text"}' +
        '],"rows":[["1",null]],"command":"SELECT","rowCount":1,"rowAsArray":true}',
    );
  });

  it('says which table and column a field comes from', async () => {
    await query(neon(), 'create table origins (first int, second int)');
    const [table] = await neon().query(`select 'origins'::regclass::oid::int as id`);
    const { fields } = await query(neon(), 'select second from origins');
    expect(fields).toMatchObject([{ name: 'second', tableID: table?.['id'], columnID: 2 }]);
  });

  it('keeps columns of the same name apart in objects, by doubling the key', async () => {
    const { text } = await send(neon(), {
      headers: { 'neon-array-mode': 'false' },
      body: { query: 'select 1 as a, 2 as a' },
    });
    expect(text).toContain('"rows":[{"a":"1","a":"2"}]');
  });

  it.each([
    [true, { rows: [['1']], rowAsArray: true }],
    [false, { rows: [{ a: '1' }], rowAsArray: false }],
  ])('lets arrayMode %s in the body override the header', async (arrayMode, expected) => {
    const { text } = await send(neon(), {
      headers: { 'neon-array-mode': String(!arrayMode) },
      body: { query: 'select 1 as a', arrayMode },
    });
    expect(JSON.parse(text)).toMatchObject(expected);
  });

  it.each([
    [`true`, 't'],
    [`false`, 'f'],
    [`9223372036854775807`, '9223372036854775807'],
    [`1.50::numeric`, '1.50'],
    [`'NaN'::float8`, 'NaN'],
    [`array['a', null, 'b c']`, '{a,NULL,"b c"}'],
    [`'{}'::int[]`, '{}'],
    [`'{"b": 1,  "a": null}'::json`, '{"b": 1,  "a": null}'],
    [`'hi'::bytea`, '\\x6869'],
    [`timestamptz '2026-01-02 03:04:05Z' at time zone 'UTC'`, '2026-01-02 03:04:05'],
    [`'2026-01-02'::date`, '2026-01-02'],
    [`interval '1 day 2 hours'`, '1 day 02:00:00'],
    [`'ü"\\'`, 'ü"\\'],
    [`''`, ''],
    [`null`, null],
  ])('prints %s as Postgres does', async (expression, text) => {
    const { rows } = await query(neon(), `select ${expression}`);
    expect(rows).toEqual([[text]]);
  });

  it('prints an instant with its offset', async () => {
    const { rows } = await query(neon(), `select '2026-01-02 03:04:05+00'::timestamptz`);
    expect(rows).toEqual([['2026-01-02 03:04:05+00']]);
  });

  it.each([
    ['create table counted (a int)', 'CREATE', null],
    ['insert into counted values (1), (2)', 'INSERT', 2],
    ['update counted set a = 3', 'UPDATE', 2],
    ['select * from counted', 'SELECT', 2],
    ['delete from counted where a = 4', 'DELETE', 0],
    ['create table copied as select * from counted', 'SELECT', 2],
    [`set application_name = 'x'`, 'SET', null],
    ['drop table counted', 'DROP', null],
    ['', '', null],
    ['-- nothing', '', null],
  ])('calls «%s» %s with a row count of %s', async (sql, command, rowCount) => {
    expect(await query(neon(), sql)).toMatchObject({ command, rowCount });
  });

  it('gives no fields and no rows for a statement without a result', async () => {
    const { text } = await send(neon(), { body: { query: 'create table silent (a int)' } });
    expect(text).toBe('{"fields":[],"rows":[],"command":"CREATE","rowCount":null,"rowAsArray":true}');
  });

  it('gives rows for an insert that returns them', async () => {
    await query(neon(), 'create table returned (a int)');
    const answer = await query(neon(), 'insert into returned values ($1) returning a', ['5']);
    expect(answer).toMatchObject({ rows: [['5']], command: 'INSERT', rowCount: 1 });
  });

  it.each([
    [null, null],
    ['text', 'text'],
    ['', ''],
    [true, 'true'],
    [1.5, '1.5'],
    [{ a: [1] }, '{"a":[1]}'],
    [[], '{}'],
    [[1, 'two "quoted"', null, true], '{1,"two \\"quoted\\"",NULL,true}'],
    [[[1], ['a']], '{{1},{"a"}}'],
    [[{ a: 'b' }], '{"{\\"a\\":\\"b\\"}"}'],
  ])('passes the parameter %j as %s', async (parameter, text) => {
    const { rows } = await query(neon(), 'select $1::text', [parameter]);
    expect(rows).toEqual([[text]]);
  });

  it('leaves the types of parameters to Postgres', async () => {
    const { rows } = await query(neon(), 'select $1 + 1, $2 = 1.5', ['1', '1.50']);
    expect(rows).toEqual([['2', 't']]);
    expect((await query(neon(), 'select pg_typeof($1)', ['1'])).code).toBe('42P18');
  });
}
