import { expect, test } from './w3m.ts'
test('w3m signs in and looks', async ({ w3m, server }) => {
  expect(await w3m.signIn()).toContain('Sign out')
  await w3m.choose('Type', 'Individual')
  const list = await w3m.press('Show', { after: 'Reviewer' })
  expect(list).toContain('Type[Individual')
  expect(list).not.toContain('Company')
  expect(await w3m.press('Contacts', { after: 'Clients' })).toContain('New contact')
  await w3m.open(`${server.url}/accounts`)
  await w3m.tick('Preparer', { after: 'Columns' })
  expect(await w3m.text()).toContain('[*]Preparer')
  expect(await w3m.press('Save', { after: 'Tax ID' })).toContain('The columns were saved')
})
