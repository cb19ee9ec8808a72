import { onScopeDispose, ref, shallowRef, watch, type Ref, type WatchSource } from 'vue'
import { AWAY, Problem } from '../api/client'

export interface Asked<T> {
  data: Readonly<Ref<T | null>>
  problem: Readonly<Ref<Problem | null>>
  again: () => Promise<void>
}

export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem ? thrown : new Problem(0, AWAY, '')

/** Keep what is said already: who hears it once more would be led back to it each time. */
const same = (before: Problem | null, now: Problem): Problem =>
  before?.code === now.code && before.detail === now.detail ? before : now

/** Ask at once and whenever `of` changes; only the newest answer counts. */
export function asked<T>(ask: () => Promise<T>, of?: WatchSource | WatchSource[]): Asked<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  let turn = 0
  async function again(): Promise<void> {
    const mine = ++turn
    try {
      const answer = await ask()
      if (mine === turn) [data.value, problem.value] = [answer, null]
    } catch (thrown) {
      if (mine === turn) problem.value = same(problem.value, asProblem(thrown))
    }
  }
  if (of) watch(of, again)
  void again()
  return { data, problem, again }
}

/** Ask again every `seconds` while the page is looked at. */
export function every(seconds: number, again: () => Promise<void>): void {
  const timer = setInterval(() => {
    if (!document.hidden) void again()
  }, seconds * 1000)
  onScopeDispose(() => clearInterval(timer))
}

/** One act at a time: `busy` while it runs, `problem` when it was refused. */
export function acting() {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  async function act<T>(does: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    problem.value = null
    try {
      return await does()
    } catch (thrown) {
      problem.value = asProblem(thrown)
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, act }
}
