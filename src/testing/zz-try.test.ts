import { test, describe } from 'node:test'
describe('a thing', () => { test('holds', () => {}); test.skip('left out', () => {}); test('left out with a reason', { skip: 'no w3m' }, () => {}); test.todo('one day'); test('url', () => { if (!process.env.TEST_DATABASE_URL && !process.env.ENGINES) throw new Error('no pg') }) })
