import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { demo, numberOf } from './demo.ts'

const client = 'Sílvia Coelho'

/** What the words behind a colon stand for in the lists below: things of the demo firm with something on their pages. */
const places = {
  client: () => demo.account(client),
  clientNumber: () => numberOf(demo.account(client)),
  otherNumber: () => numberOf(demo.account('Ana Sequeira')),
  timeClient: demo.accountWithTime,
  task: () => demo.task(client, 'Inventory: ask for it and report it'),
  picture: () => demo.document(client, 'Receipt fuel.jpg'),
  table: () => demo.document(client, 'General ledger 2026.csv'),
  text: () => demo.document(client, 'What we need by Friday.txt'),
  versions: () => `${demo.documentWithVersions(client)}/versions`,
  chat: () => demo.chat(client, 'New employee from Monday'),
  fieldNumber: () => numberOf(demo.field('Services')),
  contact: () => demo.contact('Inês Matos'),
  otherContactNumber: () => numberOf(demo.contact('Inês Gomes')),
  group: () => demo.group('Doyle family'),
  colleague: () => demo.colleague('Rita Fonseca'),
  field: () => demo.field('VAT regime'),
  pipeline: () => demo.pipeline('Annual return (IRS)'),
  pipelineNumber: () => numberOf(demo.pipeline('Annual return (IRS)')),
  stage: () => demo.stage('Annual return (IRS)', 'In preparation'),
  stageWithJobs: () => demo.stage('Annual return (IRS)', 'Waiting for papers'),
  service: () => demo.service('Bookkeeping'),
  token: () => 'x'.repeat(43),
}

/** The pages that the owner of the demo firm sees. */
export const ownersPages = [
  // a client
  ':client',
  ':client/info',
  ':client/details/edit',
  ':client/photo/edit',
  ':client/activity',
  ':client/logins',
  ':client/notes',
  '/mentions',
  ':client/fields/:fieldNumber/history',
  ':client/groups/edit',
  ':client/tasks',
  ':client/tasks/new',
  ':task',
  ':task/edit',
  ':task/removal',
  ':task/subtasks/order',
  ':picture',
  ':table',
  ':text',
  ':text/history',
  ':versions',
  ':client/chats',
  ':client/chats/new',
  ':chat',
  ':client/documents',
  ':client/documents?q=a',
  ':client/documents/folders/new',
  ':client/documents/trash',
  ':client/links/new?q=silva',
  ':client/links/contacts/new',
  ':client/signer-order',
  ':client/jobs',
  ':client/jobs/new',
  '/me/overview',
  ':timeClient/time',
  ':timeClient/time/new',
  // lists
  '/',
  '/accounts',
  '/accounts?show=archived',
  '/accounts?type=company',
  '/bulk',
  '/bulk/new?account=:clientNumber&account=:otherNumber',
  '/accounts/new',
  '/accounts/new?q=silva',
  '/contacts',
  ':contact',
  ':contact/edit',
  '/contacts/new',
  '/contacts/duplicates',
  ':contact/merge?q=silva',
  ':contact/merge/:otherContactNumber',
  ':contact/erasure',
  '/chats',
  '/chats?show=active',
  '/groups',
  ':group',
  ':group/details/edit',
  ':group/accounts/new?q=silva',
  ':group/removal',
  '/groups/new',
  '/search?q=silva',
  '/jobs',
  '/jobs?pipeline=:pipelineNumber&show=all',
  '/jobs?assignee=nobody',
  '/jobs/board',
  '/tasks',
  '/tasks?assignee=nobody',
  '/jobs/new',
  '/time?person=all',
  '/time?q=silva',
  // settings
  '/access-requests',
  '/imports',
  '/activity',
  '/settings',
  '/settings/team',
  ':colleague',
  ':colleague/deactivation',
  '/settings/team/new',
  '/settings/tags',
  '/settings/fields',
  '/settings/fields/new',
  ':field/edit',
  ':field/removal',
  '/settings/pipelines',
  '/settings/pipelines/new',
  ':pipeline',
  ':pipeline/edit',
  ':stage/edit',
  ':stageWithJobs/removal',
  '/settings/services',
  ':service/edit',
  '/settings/firm',
  '/settings/second-factor',
  '/settings/mail',
  '/settings/queue',
  '/me',
  '/me/second-factor',
  '/accounts/999999',
]

/** The pages of somebody who has not signed in. */
export const publicPages = [
  '/sign-in',
  '/password-reset',
  '/nowhere',
  '/portal/sign-in',
  '/portal/password-reset',
  '/portal/activation/:token',
]

/** The pages of a client who is in the portal. */
export const clientsPages = [
  '/portal',
  '/portal/nowhere',
  '/portal:client/tasks',
  '/portal:client/documents',
  '/portal:client/chats',
  '/portal:client/chats/new',
  '/portal:chat',
]

/** Where nothing is to be found: what is said there is a page as well. */
const nothingThere = ['/nowhere', '/accounts/999999', '/portal/nowhere', '/portal/activation/:token']

/**
 * Opens a page of the lists above, in the browser's language where no other is asked for. Throws where it is not there: what says so
 * follows every rule.
 */
export async function open(page: Page, path: string, language?: 'en' | 'pt'): Promise<void> {
  const address = path.replace(/:(\w+)/g, (_, place: string) => places[place as keyof typeof places]())
  const asked = language ? `${address}${address.includes('?') ? '&' : '?'}language=${language}` : address
  const answer = await page.goto(asked)
  expect(answer?.status(), asked).toBe(nothingThere.includes(path) ? 404 : 200)
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What the page that is open violates of WCAG 2.2 AA, each with its place. */
export async function violations(page: Page): Promise<string[]> {
  // Without "legacy" each page costs another blank one, and without the rest all that it does right is written down as well.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], preload: false }).withTags(rules)
  const found = await axe.setLegacyMode().analyze()
  return found.violations.map(
    ({ id, nodes }) => `${page.url()}: ${id} at ${nodes.map((node) => node.target).join(', ')}`,
  )
}

/** By how much the page that is open is wider than the window. */
export const tooWide = (page: Page) =>
  page.evaluate<number>('document.scrollingElement.scrollWidth - document.documentElement.clientWidth')

/** What a phone, an old laptop, and wide windows show: at each the layout is another. */
export const widths = [320, 360, 1024, 1280, 1400] as const

/** At which of the widths the page that is open is wider than the window. It is loaded once. */
export async function widthsTooNarrow(page: Page): Promise<number[]> {
  const { width, height } = page.viewportSize()!
  const found: number[] = []
  for (const other of widths) {
    await page.setViewportSize({ width: other, height })
    if ((await tooWide(page)) > 0) found.push(other)
  }
  await page.setViewportSize({ width, height })
  return found
}
