import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldedAs, readingsOf } from './folded.ts'

describe('what a query may mean', () => {
  const means = (query: string, ...readings: string[]) =>
    assert.deepEqual(
      readingsOf(query).map((words) => words.join(' ')),
      readings,
      query,
    )

  it('is its words, without case, accents, apostrophes and other signs', () => {
    means('  JOÃO   da Graça ', 'joao da graca')
    for (const query of ['O’Brien', "O'Brien", 'o`brien', 'O´Brien', 'Oʼbrien', 'obrien']) means(query, 'obrien')
    means('Davila e Sa, Lda', 'davila e sa lda')
    means('maria.silva@seen.test', 'maria silva seen test')
  })

  it('is what is written in pieces as one word too', () => {
    means('jean-pierre', 'jean pierre', 'jeanpierre')
    means('S.A.', 's a', 'sa')
    means('foo - bar', 'foo bar')
  })

  it('is the last nine digits of a telephone number, without what is dialled before them', () => {
    for (const query of ['+351 912-345-678', '00351912345678', '912 345 678', '(+351) 912.345.678', '351912345678'])
      means(query, '912345678')
    for (const query of ['0861234567', '+353 86 123 4567', '00353861234567']) means(query, '861234567')
    means('912 3', '9123')
    means('000', '000')
  })

  it('is a tax ID without the letters of its country, or its words', () => {
    means('PT501964843', '501964843')
    means('pt 501.964.843', '501964843', 'pt 501 964 843', 'pt 501964843')
    means('IE1234567T', '1234567t')
    means('JG2', 'jg2')
  })

  it('is nothing where nothing was typed, and the signs themselves where there is nothing else', () => {
    for (const query of ['', '   ']) means(query)
    means('***', '***')
    means('🍰', '🍰')
  })

  it('is no more than eight words, whatever is typed', () =>
    assert.deepEqual(
      readingsOf('a-b '.repeat(50)).map((words) => words.length),
      [8, 8],
    ))
})

describe('by what a text is found', () => {
  it('are its words, and what is written in pieces as one', () => {
    assert.equal(foldedAs({ field: 'name', text: "D'Ávila e Sá, Lda." }), 'davila e sa lda')
    assert.equal(foldedAs({ field: 'name', text: 'Anne-Marie Lefèvre' }), 'anne marie lefevre annemarie')
    assert.equal(foldedAs({ field: 'company', text: 'Padaria S.A.' }), 'padaria s a sa')
    assert.equal(foldedAs({ field: 'name', text: '***' }), '***')
  })

  it('is a number with and without what its country puts before it', () => {
    assert.equal(foldedAs({ field: 'phone', text: '+33 (0)6 12 34 56 78' }), '33612345678 612345678')
    assert.equal(foldedAs({ field: 'phone', text: '06.98.76.54.32' }), '698765432')
    assert.equal(foldedAs({ field: 'tax id', text: 'PT 501 964 843' }), 'pt501964843 501964843')
    assert.equal(foldedAs({ field: 'id', text: 'A-1.2' }), 'a12')
  })
})
