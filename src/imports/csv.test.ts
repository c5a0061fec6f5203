import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { describe, it } from 'node:test'
import { readCsv } from './csv.ts'
import { collected, fileOf, pathOf } from './fixtures/files.ts'

async function read(content: string | Uint8Array) {
  const file = await readCsv(fileOf(content))
  assert.equal(file.problem, null)
  return { ...file, rows: await collected(file.rows) }
}

const cells = (rows: { cells: string[] }[]) => rows.map((row) => row.cells)
const outcome = (rows: { number: number; problem: string | null; cells: string[] }[]) =>
  rows.map((row) => [row.number, row.problem ?? row.cells[0]])

describe('a CSV file', () => {
  for (const [delimiter, name] of [
    [',', 'commas'],
    [';', 'semicolons'],
    ['\t', 'tabs'],
  ] as const) {
    it(`is read with ${name} between its cells`, async () => {
      const line = (...items: string[]) => items.join(delimiter)
      const other = delimiter === ',' ? 'a;b' : 'a,b'
      const file = await read(
        [line('Name', 'Notes'), line('João', other), line('"Rui"', `"x${delimiter}y"`)].join('\r\n'),
      )
      assert.equal(file.delimiter, delimiter)
      assert.deepEqual(file.headings, ['Name', 'Notes'])
      assert.deepEqual(cells(file.rows), [
        ['João', other],
        ['Rui', `x${delimiter}y`],
      ])
    })
  }

  it('is read alike in each encoding', async () => {
    const text = 'Nome;Cidade\nJoão Gonçalves;Évora\n'
    for (const [bytes, encoding] of [
      [Buffer.from(text), 'utf-8'],
      [Buffer.from(`\uFEFF${text}`), 'utf-8'],
      [Buffer.from(text, 'latin1'), 'windows-1252'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'utf-16be'],
    ] as const) {
      const file = await read(bytes)
      assert.equal(file.encoding, encoding)
      assert.deepEqual(file.headings, ['Nome', 'Cidade'])
      assert.deepEqual(cells(file.rows), [['João Gonçalves', 'Évora']])
    }
  })

  it('keeps quotes and line breaks inside quotes, and numbers rows as a spreadsheet does', async () => {
    const file = await read('Name,Notes\n"Silva ""Nita"", Ana","one\r\ntwo, three"\n\n,,\nRui,\n')
    assert.deepEqual(
      file.rows.map(({ number, cells }) => ({ number, cells })),
      [
        { number: 2, cells: ['Silva "Nita", Ana', 'one\ntwo, three'] },
        { number: 5, cells: ['Rui', ''] },
      ],
    )
  })

  it('keeps quotes that stand within a cell as they are', async () => {
    const file = await read('Name,City\nAna "Nita" Silva,Faro\n"Nita" Silva,Faro\n')
    assert.deepEqual(cells(file.rows), [
      ['Ana "Nita" Silva', 'Faro'],
      ['"Nita" Silva', 'Faro'],
    ])
  })

  it('fills short rows, cuts empty cells off long ones and refuses those that say more', async () => {
    const file = await read('Name,City\nAna\nRui,Faro,,\nEva,Lagos,more\n')
    assert.deepEqual(outcome(file.rows), [
      [2, 'Ana'],
      [3, 'Rui'],
      [4, 'too many cells'],
    ])
    assert.deepEqual(file.rows[0]!.cells, ['Ana', ''])
    assert.equal(file.rows[2]!.text, 'Eva,Lagos,more')
  })

  it('rejects only the row whose quote is never closed', async () => {
    const file = await read('Name,City\n"Ana,Faro\nRui,Lagos\n"Eva",Porto\n')
    assert.deepEqual(outcome(file.rows), [
      [2, 'broken quote'],
      [3, 'Rui'],
      [4, 'Eva'],
    ])
    const last = await read('Name,City\nAna,Faro\nRui,"Lagos')
    assert.deepEqual(outcome(last.rows), [
      [2, 'Ana'],
      [3, 'broken quote'],
    ])
  })

  it('goes on after an unclosed quote in a long file, wherever the next quote stands', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `Person ${i},Faro`)
    const file = await read(['Name,City', '"Ana,Faro', ...many, '"Eva","Porto"'].join('\n'))
    assert.equal(file.rows.length, 20_002)
    assert.deepEqual(outcome(file.rows.filter((row) => row.problem)), [[2, 'broken quote']])
    assert.deepEqual(file.rows.at(-1)!.cells, ['Eva', 'Porto'])
  })

  it('refuses a cell that is too long, and only its row', async () => {
    const file = await read(
      `Name,Notes\nAna,${'x'.repeat(32_001)}\nRui,${'y'.repeat(32_000)}\nEva,${'z'.repeat(2_500_000)}\nIvo,\n`,
    )
    assert.deepEqual(outcome(file.rows), [
      [2, 'cell too long'],
      [3, 'Rui'],
      [4, 'cell too long'],
      [5, 'Ivo'],
    ])
  })

  it('tells repeated headings apart and drops empty ones at the end', async () => {
    const file = await read('Name,Phone,,Phone,Phone,,\nAna,1,2,3,4,,\n')
    assert.deepEqual(file.headings, ['Name', 'Phone', '', 'Phone (2)', 'Phone (3)'])
    assert.deepEqual(cells(file.rows), [['Ana', '1', '2', '3', '4']])
  })

  it('passes over the title that a report has above its headings, and over "sep="', async () => {
    const report = await read(
      '"Example Co, LLC",,\nCustomer Contact List,,\n\nCustomer full name,Phone numbers,Email\nAna Silva,1,a@a.pt\n',
    )
    assert.deepEqual(report.headings, ['Customer full name', 'Phone numbers', 'Email'])
    assert.deepEqual(
      report.rows.map(({ number }) => number),
      [5],
    )
    const declared = await read('sep=;\nName;City\nAna;Faro\n')
    assert.deepEqual(declared.headings, ['Name', 'City'])
    assert.equal(declared.rows.length, 1)
  })

  it('may have one column', async () => {
    const file = await read('E-mail\nana@a.pt\n')
    assert.deepEqual(file.headings, ['E-mail'])
    assert.deepEqual(cells(file.rows), [['ana@a.pt']])
  })

  it('is refused with its reason where there is nothing to import', async () => {
    const problem = async (content: string | Uint8Array) => (await readCsv(fileOf(content))).problem
    assert.equal(await problem(''), 'empty')
    assert.equal(await problem('\n\n  \n'), 'empty')
    assert.equal(await problem('Name,City\n'), 'heading only')
    assert.equal(await problem('Name,City\n,\n\n'), 'heading only')
    assert.equal(await problem('"Name,City\nAna,Faro\n'), 'heading broken')
    assert.equal(
      await problem(`${Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')}\n1,2\n`),
      'too many columns',
    )
    assert.equal(await problem(Buffer.from([1, 0, 2])), 'not text')
    assert.equal(await problem(Buffer.from('PK\x03\x04', 'latin1')), 'spreadsheet')
  })

  it('can be read twice, and stopped early', async () => {
    const file = await readCsv(fileOf('Name\nAna\nRui\n'))
    assert.equal(file.problem, null)
    for await (const row of file.rows) {
      assert.equal(row.cells[0], 'Ana')
      break
    }
    assert.equal((await collected(file.rows)).length, 2)
  })

  it('of 100,000 rows is read in flat memory', async () => {
    const path = pathOf('')
    const out = createWriteStream(path)
    out.write('Account name,Email,Notes\n')
    for (let i = 0; i < 100_000; i++) {
      if (!out.write(`"Client ${i}, Lda",c${i}@example.pt,"${'note '.repeat(60)}\nline ${i}"\n`))
        await once(out, 'drain')
    }
    out.end()
    await once(out, 'finish')
    // A process of its own that may hold less than the file is long: read whole, it would die.
    const reading = `
      const { readCsv } = await import(${JSON.stringify(new URL('./csv.ts', import.meta.url).href)})
      const { createReadStream } = await import('node:fs')
      const open = () => createReadStream(${JSON.stringify(path)})
      let count = 0
      for await (const row of (await readCsv(open)).rows) if (!row.problem) count++
      console.log(count)`
    const heap = '--max-old-space-size=32'
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [heap, '--import', 'tsx', '--input-type=module', '-e', reading],
      {
        encoding: 'utf8',
      },
    )
    assert.equal(stdout.trim(), '100000', stderr)
  })
})
