import { type Kysely, sql } from 'kysely'
import type { Migration } from './migration.ts'

// What is searched, matched and sorted goes by a text's words alone, without apostrophes and other signs; a telephone number by its last
// nine digits. The search has an index of trigrams for each kind, and its words are sorted by kind.

export const wordsAlone: Migration = {
  name: '0021-words-alone',
  up: ({ text }, engine) => [
    ...(engine === 'sqlite'
      ? [
          'drop trigger search_entry_added',
          'drop trigger search_entry_removed',
          'drop trigger search_entry_changed',
          'drop table search_trigram',
          'drop view search_text',
        ]
      : ['drop index search_entry_trigram']),
    'drop table search_word',
    `create table search_word (
      kind ${text} not null,
      word ${text} not null,
      entry_id integer not null references search_entry (id) on delete cascade,
      primary key (kind, word, entry_id)
    )${engine === 'sqlite' ? ' without rowid' : ''}`,
    (trx) => rewrite(trx, engine, 'account', 'sort_name', ['name'], ({ name }) => asWords(name)),
    (trx) =>
      rewrite(trx, engine, 'contact', 'sort_name', ['display_name'], ({ display_name }) => asWords(display_name)),
    (trx) => rewrite(trx, engine, 'folder', 'sort_name', ['name'], ({ name }) => asWords(name)),
    (trx) => rewrite(trx, engine, 'document', 'sort_name', ['name'], ({ name }) => asWords(name)),
    (trx) => rewrite(trx, engine, 'note', 'folded', ['text'], (note) => asWords(note.text)),
    (trx) => rewrite(trx, engine, 'phone', 'digits', ['number'], ({ number }) => phoneKey(number)),
    async (trx) => {
      const ofText = await fieldsOfText(trx)
      await rewrite(trx, engine, 'custom_value', 'value_key', ['field_id', 'value', 'value_key'], (row) =>
        ofText.has(Number(row.field_id)) ? keyOf(row.value) : row.value_key,
      )
      await rewriteMoves(trx, engine, ofText)
    },
    `create table search_word_unsorted (word ${text} not null, entry_id integer not null)`,
    (trx) =>
      rewrite(
        trx,
        engine,
        'search_entry',
        'folded',
        ['field', 'text'],
        ({ field, text }) => foldedAs(field, text),
        (entries) => addWords(trx, engine, entries),
      ),
    "delete from search_entry where folded = ''",
    `insert into search_word (kind, word, entry_id)
      select kind, word, entry_id from search_word_unsorted join search_entry on search_entry.id = entry_id order by kind, word, entry_id`,
    'drop table search_word_unsorted',
    'create index search_word_entry on search_word (entry_id)',
    ...(engine === 'sqlite'
      ? [
          ...kinds.flatMap((kind) => [
            `create view search_text_${kind} as select id, folded from search_entry where kind = '${kind}'`,
            `create virtual table search_trigram_${kind} using fts5 (
              folded, content = 'search_text_${kind}', content_rowid = 'id', tokenize = 'trigram'
            )`,
            `insert into search_trigram_${kind} (search_trigram_${kind}) values ('rebuild')`,
            `create trigger search_${kind}_added after insert on search_entry when new.kind = '${kind}' begin
              insert into search_trigram_${kind} (rowid, folded) values (new.id, new.folded);
            end`,
            `create trigger search_${kind}_removed after delete on search_entry when old.kind = '${kind}' begin
              insert into search_trigram_${kind} (search_trigram_${kind}, rowid, folded) values ('delete', old.id, old.folded);
            end`,
          ]),
          `create trigger search_entry_changed before update on search_entry begin
            select raise(abort, 'a search entry is replaced, never changed');
          end`,
        ]
      : kinds.map(
          (kind) =>
            `create index search_trigram_${kind} on search_entry using gin (folded gin_trgm_ops) where kind = '${kind}'`,
        )),
  ],
}

const kinds = ['account', 'contact'] as const

type Engine = 'sqlite' | 'postgres'

interface Written {
  id: number
  now: string
}

const rowsAtOnce = 1000

/** Writes a column anew from others of its row, where that makes another text of it, and tells what each row now says. */
async function rewrite<From extends string>(
  trx: Kysely<any>,
  engine: Engine,
  table: string,
  column: string,
  from: readonly From[],
  now: (row: Record<From, string>) => string,
  tell: (rows: (Written & Record<From, string>)[]) => Promise<void> = async () => {},
): Promise<void> {
  for (let after = 0; ; ) {
    const { rows } = await sql<{ id: number; was: string } & Record<From, string>>`
      select id, ${sql.ref(column)} as was, ${sql.join(from.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where id > ${after} order by id limit ${sql.lit(rowsAtOnce)}`.execute(trx)
    if (rows.length === 0) return
    const written = rows.map((row) => ({ ...row, now: now(row) }))
    const changed = written.filter((row) => row.was !== row.now)
    if (changed.length > 0)
      await sql`with written as (${pairs(
        engine,
        changed.map(({ id, now }) => [id, now]),
      )})
        update ${sql.table(table)} set ${sql.ref(column)} = written.now from written
        where ${sql.ref(`${table}.id`)} = written.id`.execute(trx)
    await tell(written)
    after = written.at(-1)!.id
  }
}

/** Numbers with texts as a query gives them, sent as one value: the statement stays the same, however many they are. */
const pairs = (engine: Engine, rows: readonly (readonly [number, string])[]) =>
  engine === 'sqlite'
    ? sql`select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as now from json_each(${JSON.stringify(rows)})`
    : sql`select cast(value ->> 0 as integer) as id, value ->> 1 as now from json_array_elements(cast(${JSON.stringify(rows)} as json))`

async function fieldsOfText(trx: Kysely<any>): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`select id from custom_field
    where is_encrypted = 0 and type in ('text', 'e-mail', 'phone', 'URL')`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

interface Move {
  table: string
  key: { id?: number }
  was: Record<string, unknown> | null
  now: Record<string, unknown> | null
}

/** What a merge has written down of values, too: it is undone only where they say what they then did. */
async function rewriteMoves(trx: Kysely<any>, engine: Engine, ofText: ReadonlySet<number>): Promise<void> {
  const { rows: values } = await sql<{ id: number; field_id: number }>`select id, field_id from custom_value
    where contact_id in (select winner_id from contact_merge union select loser_id from contact_merge)`.execute(trx)
  const fieldOf = new Map(values.map(({ id, field_id }) => [id, field_id]))
  const isText = ({ key, was, now }: Move) =>
    ofText.has(Number(was?.field_id ?? now?.field_id ?? fieldOf.get(Number(key.id))))
  const keyed = (row: Move['was']) =>
    row && 'value_key' in row && typeof row.value === 'string' ? { ...row, value_key: keyOf(row.value) } : row
  await rewrite(trx, engine, 'contact_merge', 'moves', ['moves'], ({ moves }) =>
    JSON.stringify(
      (JSON.parse(moves) as Move[]).map((move) =>
        move.table === 'custom_value' && isText(move) ? { ...move, was: keyed(move.was), now: keyed(move.now) } : move,
      ),
    ),
  )
}

const mostWords = 20

/** One after the other: into the table itself, sorted as it is, they would go here and there. */
async function addWords(trx: Kysely<any>, engine: Engine, entries: readonly Written[]): Promise<void> {
  const words = entries.flatMap(({ id, now }) =>
    each(now.split(' '))
      .slice(0, mostWords)
      .map((word) => [id, word] as const),
  )
  await sql`insert into search_word_unsorted (entry_id, word) ${pairs(engine, words)}`.execute(trx)
}

// The words of a text as they were when this migration was written: one that has landed is never changed.

const unmarked: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' },
}

const fold = (text: string): string =>
  text
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => unmarked[letter] ?? letter)
    .replace(/[\s\p{Cc}\uFFFD]+/gu, ' ')
    .trim()

function asWords(text: string): string {
  const folded = fold(text.replace(/['`´‘’‛′‵ʹʻʼʽʾʿˈˊˋ΄᾽᾿´῾＇՚׳ꞌ]/gu, ''))
  return folded.replace(/[\s\p{P}\p{Sm}\p{Sk}]+/gu, ' ').trim() || folded || fold(text)
}

const dialled = (number: string): string => number.replace('(0)', '').replace(/\D+/g, '').replace(/^0+/, '')
const phoneKey = (number: string): string => dialled(number).slice(-9)

const keyOf = (value: string): string => [...asWords(value)].slice(0, 100).join('')

const each = (words: readonly string[]) => [...new Set(words)].filter(Boolean)
const wordsOf = (text: string) => asWords(text).split(' ').filter(Boolean)

function foldedAs(field: string, text: string): string {
  if (field === 'phone') return each([dialled(text), phoneKey(text)]).join(' ')
  const code = wordsOf(text).join('')
  if (field === 'id') return code
  if (field === 'tax id') return each([code, code.replace(/^[a-z]{2}(?=.)/, '')]).join(' ')
  if (field === 'email') return asWords(text)
  const words = wordsOf(text)
  const others = text.split(/\s+/).filter((word) => /[-‐‑–.&/]/u.test(word))
  const joined = each(others.flatMap((word) => wordsOf(word.replace(/[-‐‑–.&/]+/gu, ''))))
  return [...words, ...joined.filter((word) => !words.includes(word))].join(' ')
}
