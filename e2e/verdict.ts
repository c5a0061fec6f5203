import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'

/** Closes the run with one line of counts, after a line for each test that was skipped or had to be tried again: nothing is left out unsaid. */
export default class Verdict implements Reporter {
  #suite: Suite | undefined
  #errors = 0

  onBegin(_config: unknown, suite: Suite) {
    this.#suite = suite
  }

  /** A fault outside any test: in the setup, or in a file that can't be read. */
  onError() {
    this.#errors++
  }

  onEnd(result: FullResult) {
    const tests = this.#suite?.allTests() ?? []
    const skipped = tests.filter((test) => test.outcome() === 'skipped')
    const failed = tests.filter((test) => test.outcome() === 'unexpected').length + this.#errors
    for (const test of skipped) {
      const why = test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description
      const [, project, , ...titles] = test.titlePath()
      console.log(`e2e skipped: ${titles.join(' › ')} (${project})${why ? `: ${why}` : ''}`)
    }
    for (const test of tests.filter((one) => one.outcome() === 'flaky')) {
      const [, project, , ...titles] = test.titlePath()
      console.log(`e2e passed only when tried again: ${titles.join(' › ')} (${project})`)
    }
    const passed = tests.length - skipped.length - tests.filter((test) => test.outcome() === 'unexpected').length
    const unsaid = result.status !== 'passed' && failed === 0 ? 1 : 0
    console.log(`e2e: ${passed} passed, ${failed + unsaid} failed, ${skipped.length} skipped`)
  }

  printsToStdio() {
    return false
  }
}
