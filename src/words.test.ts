import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Language, languages } from './platform/language/language.ts'

// What people read is said as people of this trade say it, and each thing by one word. What was once said otherwise stays away.

const banned: Record<Language, RegExp[]> = {
  en: [
    // Inverted or bookish: what nobody in an office says.
    /is like th(is|at)/i,
    /\bstands?\b(?! for)/i,
    /put (away|into|back)/i,
    /of the client’s/i,
    /\bmeanwhile\b/i,
    /\blately\b/i,
    /\bis given to\b/i,
    /\bnobody yet\b/i,
    /\bbegun\b|\bto begin with\b/i,
    /with something left out|dealt with/i,
    /take a change back|took a change back/i,
    /\bwhat is to be done\b|\bwhat became of\b/i,
    /as it usually is|folded/i,
    // One makes nothing here: one creates or adds it.
    /\bmake (the|a|an) (firm|group|field|tag|folder|pipeline|service|job|task|client|contact)\b/i,
    /\b(was|is|are|were) made\b/i,
    // One word for one thing: a client has fields, tags and roles; permissions are given; an e-mail is sent.
    /\b(account roles|fields of|related accounts|account details)\b/i,
    /\brights\b/i,
    /(?<!e-|outgoing )\bmails?\b(?! server)/i,
  ],
  pt: [
    /\bfirma\b/i,
    /\bpreparador|\brevisor/i,
    /\bnúmero fiscal\b/i,
    /\bacrescent/i,
    /\bretir(ar|ad|ou|a\b)/i,
    /\b(des)?lig(ar|ado|ada|ados|adas|ou)\b/i,
    /\bpôr\b|\bpôs\b|\bposto\b/i,
    /\blínguas?\b/i,
    /\bpormenores\b/i,
    /\bdireitos\b/i,
    /\bdescarregar\b/i,
    /\bcredencia/i,
    /\bcorreio\b/i,
    /\bjunt(ar|ou|ado|ção)\b/i,
    /\bentradas?\b(?! (de|em|dessa|nesta|de cada))/i,
    /\b(nenhuma?|não há) [\wãõçáéíóúâê ]*assim\b|\bé assim\b/i,
    /\bao seu dispor\b|\bde vez\b/i,
    /\bagir sobre\b/i,
    /\bainda ninguém do cliente\b|\babertos há pouco\b/i,
    // Formal, and European: no “você”, nothing of Brazil, nothing of before the spelling of 1990.
    /\bvocês?\b/i,
    /\b(usuári|senha|tela\b|delet|salvar|cadastr|celular|equipe\b|contato|planilha|time\b|faça login|bem-vindo ao time)/i,
    /\b(acç|acti[vc]|actua|director|projecto|factur|óptim|recepç|respectiv|selecç|protecç|correcç|colecç|eléct)/i,
  ],
}

/** The client’s own pages and mails call what is open to them an account; a bank has some, too. */
const ofAccounts = /(?<!bank )(?<!owner )\baccounts?\b/i
const callsThemAccounts = /\/(portal|documents\/portal|tasks\/portal|chats\/mail)[\w-]*/

interface Said {
  where: string
  language: Language
  text: string
}

/** What a word says, whatever it is asked with. */
function sayings(word: unknown): string[] {
  if (typeof word === 'string') return [word]
  if (typeof word !== 'function') return []
  const asked: unknown[][] = [Array(4).fill('x'), [1, '1'], [2, '2'], ['2', false], ['1', true], ['x', 'x', true]]
  return asked.flatMap((args) => {
    try {
      return [String(word(...args))]
    } catch {
      return []
    }
  })
}

/** Every word under a language, however deep. */
function* saidIn(value: unknown, where: string, language: Language | null): Generator<Said> {
  if (language) for (const text of sayings(value)) yield { where, language, text }
  if (typeof value !== 'object' || value === null) return
  for (const [name, within] of Object.entries(value)) {
    const isLanguage = languages.includes(name as Language) && !/languages$/.test(where)
    yield* saidIn(within, isLanguage ? where : `${where}.${name}`, isLanguage ? (name as Language) : language)
  }
}

async function everythingSaid(): Promise<Said[]> {
  const views = join(import.meta.dirname, '../views')
  const said: Said[] = []
  for (const file of globSync('*/*words.ts', { cwd: views }).sort())
    for (const [name, words] of Object.entries(await import(join(views, file))))
      said.push(...saidIn(words, `/${file}: ${name}`, null))
  return said
}

describe('the words that people read', async () => {
  const said = await everythingSaid()

  it('are all looked at', () => {
    for (const language of languages) assert.ok(said.filter((one) => one.language === language).length > 1500, language)
  })

  for (const language of languages)
    it(`say nothing in ${language} that was mended once`, () => {
      const wrong = said
        .filter((one) => one.language === language)
        .flatMap(({ where, text }) =>
          banned[language].filter((way) => way.test(text)).map((way) => `${where}: ${text} (${way})`),
        )
      assert.deepEqual([...new Set(wrong)], [])
    })

  it('call a client a client', () => {
    const wrong = said
      .filter((one) => one.language === 'en' && !callsThemAccounts.test(one.where) && ofAccounts.test(one.text))
      .map(({ where, text }) => `${where}: ${text}`)
    assert.deepEqual([...new Set(wrong)], [])
  })
})
