import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countryCode, countryName, countryOptions } from './countries.ts'

describe('a country', () => {
  it('is one of the 249 of ISO 3166-1, or Kosovo', () => {
    assert.equal(countryOptions('en').length, 250)
    for (const { value } of countryOptions('pt')) {
      assert.notEqual(countryName('en', value), value, value)
      for (const locale of ['en', 'pt-PT', 'pt-BR', 'fr', 'es', 'de']) {
        const name = new Intl.DisplayNames(locale, { type: 'region' }).of(value)!
        assert.equal(countryCode(name), value, `${locale}: ${name}`)
        assert.equal(countryCode(name.toUpperCase().replaceAll('’', "'")), value, name)
      }
    }
  })

  it('is read by its code of two or three letters', () => {
    for (const [text, code] of [
      ['pt', 'PT'],
      ['PRT', 'PT'],
      ['deu', 'DE'],
      ['GBR', 'GB'],
      ['UK', 'GB'],
      ['U.S.A.', 'US'],
      ['XKX', 'XK'],
    ] as const)
      assert.equal(countryCode(text), code, text)
  })

  it('is read however people and programs write its name', () => {
    for (const [text, code] of [
      ["Côte d'Ivoire", 'CI'],
      ["Cote d'Ivoire", 'CI'],
      ['Ivory Coast', 'CI'],
      ['Turkey', 'TR'],
      ['The Netherlands', 'NL'],
      ['Holland', 'NL'],
      ['Russian Federation', 'RU'],
      ['Korea, Republic of', 'KR'],
      ['Congo, Democratic Republic of the', 'CD'],
      ['Republic of Ireland', 'IE'],
      ['Northern Ireland', 'GB'],
      ['Macedonia', 'MK'],
      ['Saint Lucia', 'LC'],
      ['Bosnia & Herzegovina', 'BA'],
      ['Estados Unidos da América', 'US'],
      ['Romênia', 'RO'],
    ] as const)
      assert.equal(countryCode(text), code, text)
    for (const text of ['', 'Atlantis', 'Europe', '-', 'x'.repeat(1_000_000)]) assert.equal(countryCode(text), '', text)
  })
})
