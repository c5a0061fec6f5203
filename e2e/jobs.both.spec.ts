import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { applied, expect, test } from './server.ts'

test.use({ as: 'owner' })

/** A pipeline of three stages, made on its page; gives its address. */
async function makePipeline(page: Page, name: string): Promise<string> {
  await page.goto('/settings/pipelines/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Stages').fill('Papers\nDraft\nFiled')
  await page.getByRole('button', { name: 'Create pipeline' }).click()
  await expect(page.locator('#flash')).toContainText(`The pipeline “${name}” was created.`)
  return new URL(page.url()).pathname
}

/** A job on the page for it. */
async function addJob(page: Page, account: string, pipeline: string, name: string, due = ''): Promise<void> {
  await page.goto(`${account}/jobs/new`)
  await page.getByLabel('Pipeline').selectOption({ label: pipeline })
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Due').fill(due)
  await page.getByRole('button', { name: 'Create job' }).click()
  await expect(page.locator('#flash')).toContainText(`The job “${name}” was added.`)
}

const boardOf = (path: string) => `/jobs/board?pipeline=${path.split('/').at(-1)}`
const column = (page: Page, stage: string) =>
  page.locator('.board-column').filter({ has: page.getByRole('heading', { name: stage }) })

test('a pipeline is made, its stages ordered, and one deleted whose jobs go elsewhere', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const name = `Deeds ${withJavaScript} ${page.viewportSize()?.width}`
  const path = await makePipeline(page, name)
  await addJob(page, demo.account('Carpintaria Jesus, Lda.'), name, `Deed of ${name}`)
  await page.goto(path)
  const stages = page.locator('#stages .order > li')
  await page.getByRole('button', { name: 'Move Filed up' }).click()
  await expect(stages.nth(1)).toContainText('Filed')
  await page.getByLabel('New stage').fill('Archive room')
  await page.getByRole('button', { name: 'Add stage' }).click()
  await expect(stages).toHaveCount(4)
  await page.getByRole('link', { name: 'Delete stage Papers' }).click()
  await expect(page.locator('#removal')).toContainText('Jobs in it: 1')
  await page.getByLabel('Move its jobs to').selectOption({ label: 'Draft' })
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('#flash')).toContainText('The stage “Papers” was deleted.')
  await expect(stages).toHaveCount(3)
  await page.goto(boardOf(path))
  await expect(column(page, 'Draft')).toContainText(`Deed of ${name}`)
})

test('a job is added, moved by its buttons, found overdue, and archived', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const name = `Returns ${withJavaScript} ${page.viewportSize()?.width}`
  const path = await makePipeline(page, name)
  await addJob(page, demo.account('Sofia Vieira'), name, `Return of ${name}`, '2020-01-31')
  await expect(page.locator('#jobs .task').filter({ hasText: name }).first()).toContainText('Overdue')
  await page.goto(boardOf(path))
  await page.getByRole('button', { name: `Move Sofia Vieira – Return of ${name} to Draft` }).click()
  await expect(page.locator('#flash')).toContainText(`Return of ${name}: Draft.`)
  await expect(column(page, 'Draft')).toContainText('Overdue')
  await column(page, 'Draft')
    .getByRole('link', { name: `Return of ${name}` })
    .click()
  await page.getByLabel('Move to').selectOption({ label: 'Filed' })
  await page.getByRole('button', { name: 'Move' }).click()
  await expect(page.locator('#flash')).toContainText(': Filed.')
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.locator('#flash')).toContainText('was archived')
  await page.goto(boardOf(path))
  await expect(page.locator('.board-card')).toHaveCount(0)
})

test('a job is added from the firm’s list, and stands on the board of whom it is given to', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const name = `Accounts ${withJavaScript} ${page.viewportSize()?.width}`
  const path = await makePipeline(page, name)
  await page.goto('/jobs')
  await page.getByRole('link', { name: 'Add job' }).click()
  await page.getByLabel('Client', { exact: true }).fill('sofia vieira')
  if (!withJavaScript) await page.locator('#job-client').getByRole('button', { name: 'Search' }).click()
  await page.locator('#clients').getByRole('link', { name: 'Sofia Vieira' }).click()
  await page.getByLabel('Pipeline').selectOption({ label: name })
  for (const box of await page.getByRole('group', { name: 'Assigned to' }).getByRole('checkbox').all())
    await box.uncheck()
  await page.getByRole('group', { name: 'Assigned to' }).getByLabel('Martin Hale').check()
  await page.getByRole('button', { name: 'Create job' }).click()
  await expect(page).toHaveURL(/\/jobs$/)
  await expect(page.locator('#flash')).toContainText(`The job “${name}” was added.`)
  await page.goto(boardOf(path))
  await expect(page.locator('.board-card')).toContainText('Martin Hale')
  await page.getByLabel('Assigned to').selectOption({ label: 'Rita Fonseca' })
  await applied(page, withJavaScript, /assignee=/)
  await expect(page.locator('.board-card')).toHaveCount(0)
})

test('a card is dragged to another column', async ({ page, withJavaScript }) => {
  test.skip(!withJavaScript, 'dragging takes a script')
  const path = await makePipeline(page, 'Dragged')
  await addJob(page, demo.account('Sean Gallagher'), 'Dragged', 'Drag me')
  await page.goto(boardOf(path))
  await page.locator('.board-card').dragTo(column(page, 'Filed'))
  await expect(page.locator('#flash')).toContainText('Drag me: Filed.')
  await expect(column(page, 'Filed')).toContainText('Drag me')
})

test('two move one job at once: the second is told who did, and sees it as it is', async ({
  page,
  context,
  withJavaScript,
}) => {
  const name = `Contended ${withJavaScript}`
  const path = await makePipeline(page, name)
  await addJob(page, demo.account('Liam White'), name, `Job ${name}`)
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto(boardOf(path))
  const on = (tab: Page) => tab.getByRole('button', { name: `Move Liam White – Job ${name} to Draft` })
  await on(page).click()
  await page.getByRole('button', { name: `Move Liam White – Job ${name} to Filed` }).click()
  await expect(page.locator('#flash')).toContainText(': Filed.')
  await on(late).click()
  await expect(late.getByRole('alert')).toContainText('Teresa Almeida moved this job to “Filed” in the meantime')
  await expect(column(late, 'Filed')).toContainText(`Job ${name}`)
})

test('a job is made recurring, and ended', async ({ page, withJavaScript }) => {
  const name = `Monthly ${withJavaScript}`
  await makePipeline(page, name)
  await addJob(page, demo.account('Olivia Kelly'), name, `Job ${name}`, '2031-01-31')
  await page.getByRole('link', { name: `Job ${name}` }).click()
  await page.getByRole('link', { name: 'Make recurring' }).click()
  await page.getByLabel('Repeats every').selectOption({ label: 'month' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#job')).toContainText('the next one is due 28/02/2031')
  await page.locator('#job').getByRole('link', { name: 'Change', exact: true }).click()
  await page.getByLabel('First due date').fill('2031-04-30')
  await page.getByLabel('Always on the last day of the month').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#job')).toContainText('every month, on its last day: the next one is due 30/04/2031')
  await page.getByRole('button', { name: 'End recurrence' }).click()
  await expect(page.locator('#flash')).toContainText('No more will be created.')
  await expect(page.locator('#job')).not.toContainText('the next one')
})
