import { demo, emailOf } from './demo.ts'
import { demoPassword, expect, signIn, test } from './server.ts'

test('a wrong password is refused, and the address stays typed', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('admin@ficha.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toHaveText('The e-mail address or the password is wrong.')
  await expect(page.getByLabel('E-mail address')).toHaveValue('admin@ficha.example')
  await expect(page.getByLabel('Password')).toHaveValue('')
})

test('who opens a client before signing in is led to it afterwards', async ({ page }) => {
  const account = demo.account('Sílvia Coelho')
  await page.goto(`${account}/info`)
  await page.getByLabel('E-mail address').fill('admin@ficha.example')
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${account}/info`)
  await expect(page.getByRole('heading', { name: 'Client details' })).toBeVisible()
})

test('after signing out, Back shows nothing of the clients', async ({ page }) => {
  const account = demo.account('Sílvia Coelho')
  await signIn(page)
  await page.goto(account)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(name)
})

test('the sign-in page speaks Portuguese to a Portuguese browser, and English when asked', async ({ elsewhere }) => {
  const page = await elsewhere({ locale: 'pt-PT' })
  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-PT')
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible()
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('the language chosen under My settings is the language of every page', async ({ elsewhere }) => {
  const page = await elsewhere({ as: 'admin' })
  await page.goto('/me')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('pt')
  await page.locator('#language').getByRole('button').click()
  await page.getByRole('link', { name: 'Clientes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Clientes' })).toBeVisible()
  await page.goto('/me')
  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await page.locator('#language').getByRole('button').click()
  await expect(page.getByRole('link', { name: 'Clients' })).toBeVisible()
})

test('sessions elsewhere are seen, and ended', async ({ page, elsewhere }) => {
  const other = await elsewhere()
  for (const browser of [other, page]) await signIn(browser, emailOf('newcomer'))
  await page.goto('/me')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.locator('#flash')).toContainText('All other sessions were signed out.')
  await other.goto('/accounts')
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
