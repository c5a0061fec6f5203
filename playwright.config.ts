import { defineConfig, devices } from '@playwright/test'
import { chromiumLaunch } from './src/testing/browser.ts'

// Where a story runs is said by its file's ending or by a tag:
//   *.spec.ts         with JavaScript; tagged @both also without it, tagged @phone also on a phone
//   *.both.spec.ts    with JavaScript and without
//   *.plain.spec.ts   without JavaScript alone
//   *.phone.spec.ts   on a phone alone
//   *.w3m.spec.ts     in w3m
// `grep` sees the file's name, the title and the tags in one text.
const elsewhere = ['**/*.plain.spec.ts', '**/*.phone.spec.ts', '**/*.w3m.spec.ts']

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A machine that others use stalls now and then. What passes only when it is tried again is named at the end of the run.
  retries: 1,
  // What must happen happens in a fraction of this; a machine that does much else besides takes its time.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./e2e/verdict.ts']],
  globalSetup: './e2e/demo-data.ts',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    launchOptions: await chromiumLaunch(),
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'with JavaScript', testIgnore: elsewhere },
    {
      name: 'without JavaScript',
      testIgnore: '**/*.w3m.spec.ts',
      grep: /@both\b|\.(both|plain)\.spec\.ts/,
      use: { javaScriptEnabled: false },
    },
    {
      name: 'phone',
      testIgnore: '**/*.w3m.spec.ts',
      grep: /@phone\b|\.phone\.spec\.ts/,
      use: { viewport: { width: 320, height: 640 }, hasTouch: true },
    },
    { name: 'text browser', testMatch: '**/*.w3m.spec.ts' },
  ],
})
